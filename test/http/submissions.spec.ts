import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { as, openApp, type Agent } from '../support/app';
import { eachDatabase } from '../support/databases';
import { ScratchController } from './scratch.controller';

eachDatabase('submissions', (open) => {
  let app: NestFastifyApplication;
  let agent: Agent;
  let other: Agent;

  beforeAll(async () => {
    app = await openApp(await open(), { controllers: [ScratchController] });
    agent = await as(app, 'viewer');
    other = await as(app, 'viewer');
  });
  afterAll(() => app.close());

  const submit = (title: string, key: string, who = agent) =>
    who.post('/api/scratch/submissions', { title }, { 'idempotency-key': key });

  test('sent twice under one key is done once and answered alike', async () => {
    const [first, second] = [await submit('twice', 'key-twice'), await submit('twice', 'key-twice')];
    expect([first.statusCode, first.json()]).toEqual([201, { n: 1 }]);
    expect([second.statusCode, second.json()]).toEqual([201, { n: 1 }]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('ten at once under one key are done once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit('ten', 'key-at-once')));
    expect(answers.map((answer) => answer.json<object>())).toEqual(
      Array.from({ length: 10 }, () => ({ n: 1 })),
    );
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'])).toHaveLength(9);
  });

  test('the key of another body is refused, the key of another person is another key', async () => {
    await submit('a', 'key-other');
    const reused = await submit('b', 'key-other');
    expect([reused.statusCode, reused.json<{ code: string }>().code]).toEqual([422, 'key-reused']);
    expect((await submit('b', 'key-other', other)).json()).toEqual({ n: 1 });
  });

  test('a refused submission leaves neither its work nor its key behind', async () => {
    expect((await submit('late', 'key-refused')).statusCode).toBe(412);
    expect((await submit('early', 'key-refused')).json()).toEqual({ n: 1 });
  });

  test('a wrong form leaves no key behind', async () => {
    expect((await submit('much too long', 'key-wrong')).statusCode).toBe(400);
    expect((await submit('ok', 'key-wrong')).statusCode).toBe(201);
  });

  test.each(['short', 'with space', 'x'.repeat(81)])('the key %.10s is refused', async (key) => {
    expect((await submit('a', key)).statusCode).toBe(400);
  });

  test('without a key each is done', async () => {
    const send = () => agent.post('/api/scratch/submissions', { title: 'again' });
    expect([(await send()).json(), (await send()).json()]).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('what has a version tells it, and a change must repeat it', async () => {
    expect((await agent.get('/api/scratch/7')).headers.etag).toBe('"3"');
    const change = (headers?: Record<string, string>) =>
      agent.post('/api/scratch/versions', undefined, headers);
    expect((await change({ 'if-match': '"3"' })).statusCode).toBe(201);
    expect((await change({ 'if-match': '3' })).statusCode).toBe(201);
    expect((await change()).json()).toMatchObject({ status: 428, code: 'version-required' });
    for (const stale of ['"2"', '*', 'W/"x"', '99999999999999']) {
      expect((await change({ 'if-match': stale })).statusCode).toBe(412);
    }
  });
});
