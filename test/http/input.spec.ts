import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { as, openApp, type Agent, type Answer } from '../support/app';
import { onDatabase } from '../support/databases';
import { ScratchController } from './scratch.controller';

onDatabase('sqlite', 'bad input', (open) => {
  let app: NestFastifyApplication;
  let agent: Agent;

  beforeAll(async () => {
    app = await openApp(await open(), { controllers: [ScratchController] });
    agent = await as(app, 'viewer');
  });
  afterAll(() => app.close());

  const form = (body: object) => agent.post('/api/scratch/forms', body);
  const raw = (payload: string, contentType = 'application/json'): Promise<Answer> =>
    app.inject({
      method: 'POST',
      url: '/api/scratch/forms',
      payload,
      headers: { cookie: agent.cookie, 'x-csrf-token': agent.session.csrfToken, 'content-type': contentType },
    });

  test('a good form passes as it is', async () => {
    const good = { title: '修水县👍', count: 3, role: 'lead', dueOn: '2026-12-21', part: { text: '𠮷' } };
    expect((await form(good)).json()).toEqual(good);
  });

  test.each([
    [{}, 'title', '应为文字'],
    [{ title: 'too long' }, 'title', '不能超过5个字'],
    [{ title: 'a', count: 10 }, 'count', '不能大于9'],
    [{ title: 'a', count: 0 }, 'count', '不能小于1'],
    [{ title: 'a', count: '3' }, 'count', '应为整数'],
    [{ title: 'a', role: 'boss' }, 'role', '只能是以下之一:lead, support'],
    [{ title: 'a', dueOn: '2026-02-30' }, 'dueOn', '应为日期,如 2026-12-21'],
    [{ title: 'a', part: { text: 'too long' } }, 'part.text', '不能超过5个字'],
    [{ title: 'a', state: 'accepted' }, 'state', '不认识的字段'],
    [{ title: 'a', part: { text: 'a', id: 1 } }, 'part.id', '不认识的字段'],
    [{ title: 'a\u0000' }, 'title', '含有无法保存的字符,或层级过多'],
    [{ title: '\ud800' }, 'title', '含有无法保存的字符,或层级过多'],
    [{ title: 'a', part: { text: '\udc00a' } }, 'part.text', '含有无法保存的字符,或层级过多'],
  ])('%j is refused: %s %s', async (body, field, message) => {
    const answer = await form(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      type: 'urn:problem:invalid-input',
      status: 400,
      instance: '/api/scratch/forms',
      errors: expect.arrayContaining([{ field, message }]) as unknown,
    });
  });

  test.each([
    [{ title: '绝密' }, 'title', '绝密'],
    [{ title: '机密★' }, 'title', '机密★'],
    [{ title: 'a', part: { text: '机密' } }, 'part.text', '机密'],
    [{ title: 'a', list: ['a', { note: '密级:秘密' }] }, 'list.1.note', '密级:秘密'],
  ])('%j is refused as secret: %s says %s', async (body, field, mark) => {
    const answer = await form(body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'secret-text',
      detail: `内容中有“${mark}”,本系统不得录入涉密信息,已拒绝且未保存。请删去涉密内容,按保密规定另行报送。`,
      facts: { field, mark },
    });
  });

  test.each(['商业秘密', '机密性', '保密'])('the everyday words %s pass', async (title) => {
    expect((await form({ title })).statusCode).toBe(200);
  });

  test.each([
    ['{"title":', 400],
    ['', 400],
    ['null', 400],
    ['"text"', 400],
    ['[]', 400],
    ['[{"title":"a"}]', 400],
    ['{"title":"a","__proto__":{"admin":true}}', 400],
    ['{"title":"a","constructor":{"prototype":{"admin":true}}}', 400],
    [`{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    [`{"title":"${'a'.repeat(1_048_576)}"}`, 413],
  ])('body %.40s answers %i', async (body, status) => {
    const answer = await raw(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({
      status,
      title: expect.stringMatching(/\p{Script=Han}/u) as unknown,
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('content type %s answers 415', async (contentType) => {
    expect((await raw('{"title":"a"}', contentType)).statusCode).toBe(415);
  });

  test.each([
    '9007199254740993',
    '2147483648',
    '0',
    '-1',
    '1.5',
    'abc',
    '%00',
    '..%2f..%2fetc',
    '1%20or%201=1',
  ])('id %s names nothing', async (id) => {
    const answer = await agent.get(`/api/scratch/${id}`);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });

  test.each([
    'page=0',
    'page=x',
    'page=1&page=2',
    'size=201',
    'size=',
    'sort[]=a',
    'unknown=1',
    '__proto__=1',
    'sort=%00',
  ])('paging by ?%s answers 400', async (query) => {
    expect((await agent.get(`/api/scratch/pages?${query}`)).statusCode).toBe(400);
  });

  test('paging has its defaults, and numbers arrive as numbers', async () => {
    expect((await agent.get('/api/scratch/pages')).json()).toEqual({ page: 1, size: 50 });
    expect((await agent.get('/api/scratch/pages?page=2&size=200')).json()).toEqual({ page: 2, size: 200 });
  });

  test.each([
    '/api/nothing',
    '/api/scratch/%E0%A4%A',
    `/api/scratch/${'1'.repeat(200)}`,
    '/',
    '//api//session',
  ])('the address %.40s answers a problem', async (url) => {
    const answer = await agent.get(url);
    expect([400, 404, 414]).toContain(answer.statusCode);
    expect(answer.json()).toMatchObject({ title: expect.stringMatching(/\p{Script=Han}/u) as unknown });
  });

  test('what nobody foresaw tells its number and nothing else', async () => {
    app.useLogger(false);
    const answer = await agent.get('/api/scratch/crash');
    expect(answer.statusCode).toBe(500);
    expect(answer.json<{ detail: string }>().detail).toMatch(/请告知编号〔[0-9A-F]{4}〕/);
    expect(answer.body).not.toMatch(/hunter2|line 7|TypeError/);
  });
});
