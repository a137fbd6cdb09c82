import fc from 'fast-check';
import { Answers, inParallel } from './answers';
import { anyBody } from './any-input';
import { BesiegedServer } from './besieged-server';
import type { Route } from './interface';
import { MANGLED, ODD_QUERIES, WRONG_QUERIES, wrongBodies } from './wrong-input';

const OF_ONES_OWN_SESSION = ['DELETE /api/session', 'PUT /api/session/password'];
/** What a page would never send as an id. */
const NO_IDS = ['9007199254740993', '2147483648', '-1', '0', 'abc', '1.5', '%00', '..%2f1'];
const FORGED = [
  'session=',
  'session=%00',
  `session=${'A'.repeat(43)}`,
  `session=${'A'.repeat(8000)}`,
  'session=1; session=2',
  'session="}{"',
  '=; ;;',
];

describe.each(['sqlite', 'postgres'] as const)('bad input to the built server on %s', (dialect) => {
  let server: BesiegedServer;
  beforeAll(async () => {
    server = await BesiegedServer.open(dialect);
  }, 120_000);
  afterAll(() => server.close());

  // forms are judged before the database is asked: field by field once is enough
  const kinds = { sqlite: ['wrong in one thing', 'mangled as a whole'], postgres: ['mangled as a whole'] };
  test.each(kinds[dialect])(
    'a body that is %s is refused on every route, and nothing changes',
    async (kind) => {
      const before = await server.digest();
      const answers = new Answers();
      await inParallel(
        server.routes.filter(({ body }) => body),
        async (route) => {
          const bodies = kind === 'mangled as a whole' ? MANGLED : wrongBodies(route.body ?? {});
          for (const wrong of bodies)
            answers.judge(route, wrong, await server.send(route, wrong.body), [400, 413, 415]);
        },
      );
      expect(answers.bad).toEqual([]);
      expect(answers.count).toBeGreaterThan(kind === 'mangled as a whole' ? 300 : 1500);
      expect(await server.digest()).toEqual(before);
    },
    120_000,
  );

  test('a body of the right form with whatever inside is done or refused in a sentence, never a failure', async () => {
    const answers = new Answers();
    const meant = server.routes.filter(({ name, body }) => body && !OF_ONES_OWN_SESSION.includes(name));
    await inParallel(meant, async (route, n) => {
      for (const body of fc.sample(anyBody(route.body ?? {}), { seed: 20_191_225 + n, numRuns: 8 })) {
        answers.judge(route, { why: 'anything', body }, await server.send(route, body), 'anything foreseen');
      }
    });
    expect(answers.bad).toEqual([]);
  }, 120_000);

  test('an id that is none, or of another unit, names nothing, and nothing changes', async () => {
    const before = await server.digest();
    const answers = new Answers();
    await inParallel(
      server.routes.filter(({ path }) => path.includes('{id}')),
      async (route) => {
        for (const id of NO_IDS) {
          const body = route.body && sampleOf(route);
          answers.judge(route, { why: id, body }, await server.send(route, body, { id }), [400, 404]);
        }
        if (!ofOneUnit(route)) return;
        answers.judge(
          route,
          { why: 'of another unit', body: {} },
          await server.send(route, sampleOf(route), {}, server.stranger),
          [404],
        );
      },
    );
    expect(answers.bad).toEqual([]);
    expect(await server.digest()).toEqual(before);
  }, 120_000);

  test('a list asked for in a wrong way says so', async () => {
    const answers = new Answers();
    await inParallel(
      server.routes.filter(({ method }) => method === 'GET'),
      async (route) => {
        const names = (route.operation.parameters ?? [])
          .filter((one) => one.in === 'query')
          .map(({ name }) => name);
        for (const name of names) {
          for (const query of WRONG_QUERIES.map((value) => `${name}${value}`)) {
            answers.judge(
              route,
              { why: query, body: undefined },
              await server.send(route, undefined, { query }),
              [400],
            );
          }
          for (const query of ODD_QUERIES.map((value) => `${name}=${value}`)) {
            answers.judge(
              route,
              { why: query, body: undefined },
              await server.send(route, undefined, { query }),
              'anything foreseen',
            );
          }
        }
        if (names.length === 0) return;
        for (const query of ['nothing=1', '__proto__=1', 'constructor[prototype]=1', 'id=1%20OR%201=1']) {
          answers.judge(
            route,
            { why: query, body: undefined },
            await server.send(route, undefined, { query }),
            [400],
          );
        }
      },
    );
    expect(answers.bad).toEqual([]);
    expect(answers.count).toBeGreaterThan(300);
  }, 120_000);

  test('a cookie that was tampered with opens nothing', async () => {
    const answers = new Answers();
    for (const cookie of FORGED) {
      for (const route of server.routes.filter(({ path }) => path.startsWith('/api/duties')).slice(0, 6)) {
        const reply = await server.anybody.send(route.method, server.pathOf(route), undefined, { cookie });
        answers.judge(route, { why: cookie, body: undefined }, reply, [401, 431]);
      }
    }
    expect(answers.bad).toEqual([]);
  });
});

const sampleOf = (route: Route): unknown =>
  route.body && fc.sample(anyBody(route.body), { seed: 7, numRuns: 1 })[0];
/** Parts are shown to every lead of the item. */
const ofOneUnit = ({ path, method }: Route): boolean =>
  /^\/api\/(duties|reports|charges|cases|extensions|reviews)\/\{id\}/.test(path) &&
  !(method === 'GET' && path.endsWith('/parts'));
