import { PERMISSIONS, ROLE_NAMES, type Permission } from '../../src/domain/permissions';
import { BuiltServer, Caller, type Home, newHome } from '../support/built-server';
import { type Description, type Operation, type Route, routesOf, type Schema } from './interface';

/** What the description of a route tells beyond its form. */
type Told = Operation & {
  summary?: string;
  description?: string;
  'x-permission'?: Permission;
  'x-open'?: boolean;
};

/** Routes that anybody may call, with the errors they can answer. */
const OPEN = {
  'GET /api/health': [400, 503],
  'POST /api/session': [400, 401, 403, 409, 413, 415, 422, 429],
  'POST /api/setup': [400, 403, 404, 409, 413, 415, 422],
};
/** Answers that nothing of the form tells: the versions in the body, the throttle. */
const BESIDES: Record<string, number[]> = { 'POST /api/releases': [412], 'PUT /api/session/password': [429] };

describe('the description of the interface, as the built server gives it', () => {
  let home: Home;
  let server: BuiltServer;
  let description: Description;
  let routes: Route[];

  beforeAll(async () => {
    home = await newHome('sqlite');
    server = await BuiltServer.start(home);
    description = (await new Caller(server.url).get('/api/openapi.json')).json<Description>();
    routes = routesOf(description);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await home.drop();
  });

  /** The routes of which something is not as it should be. */
  const wrong = (isFine: (told: Told, route: Route) => boolean): string[] =>
    routes.filter((route) => !isFine(route.operation as Told, route)).map(({ name }) => name);
  const headersOf = ({ parameters = [] }: Operation): string[] =>
    parameters.filter((one) => one.in === 'header').map(({ name }) => name);

  test('knows more than a hundred routes', () => {
    expect(routes.length).toBeGreaterThan(100);
  });

  test('says of every route what it does', () => {
    expect(wrong(({ summary }) => (summary ?? '').length > 1)).toEqual([]);
  });

  test('names the permission and the roles that hold it, save where anybody may call', () => {
    const open = routes.filter(({ operation }) => (operation as Told)['x-open']).map(({ name }) => name);
    expect(open.sort()).toEqual(Object.keys(OPEN));
    const fine = ({ 'x-permission': permission, 'x-open': isOpen, description: text = '' }: Told) =>
      isOpen === true
        ? permission === undefined
        : permission !== undefined &&
          PERMISSIONS[permission].every((role) => text.includes(ROLE_NAMES[role]));
    expect(wrong(fine)).toEqual([]);
  });

  test('tells the form of what a route answers, or that it answers nothing', () => {
    const fine = ({ responses }: Told) => {
      const done = Object.keys(responses).filter((status) => status.startsWith('2'));
      const [status = ''] = done;
      return done.length === 1 && (status === '204' || schemaOf(responses[status]?.content) !== undefined);
    };
    expect(wrong(fine)).toEqual([]);
  });

  test('tells with which errors each route can answer, and with no others', () => {
    const fine = (told: Told, { name, method, body }: Route) => {
      const headers = headersOf(told);
      const change = method !== 'GET';
      const versioned = headers.includes('If-Match');
      const expected =
        name in OPEN
          ? OPEN[name as keyof typeof OPEN]
          : [
              ...[400, 401, 404],
              ...(change ? [403, 409, 422] : []),
              ...(versioned ? [412, 428] : []),
              ...(body ? [413, 415] : []),
              ...(BESIDES[name] ?? []),
            ];
      const errors = Object.keys(told.responses).filter((status) => status >= '400' && status < '600');
      return errors.map(Number).join() === expected.sort((a, b) => a - b).join();
    };
    expect(wrong(fine)).toEqual([]);
    const isProblem = (answer?: Answer) =>
      answer?.content?.['application/problem+json']?.schema.$ref === '#/components/schemas/ProblemView';
    expect(
      wrong(({ responses }) =>
        Object.entries(responses).every(([status, answer]) => status.startsWith('2') || isProblem(answer)),
      ),
    ).toEqual([]);
    expect(wrong(({ responses }) => isProblem(responses.default))).toEqual([]);
  });

  test('asks for the token with every change of somebody signed in', () => {
    const fine = (told: Told, { method }: Route) =>
      headersOf(told).includes('X-CSRF-Token') === (method !== 'GET' && !told['x-open']);
    expect(wrong(fine)).toEqual([]);
  });

  test.each([
    ['POST /api/duties/{id}/reports', ['If-Match', 'Idempotency-Key', 'X-CSRF-Token']],
    ['POST /api/report-batches', ['Idempotency-Key', 'X-CSRF-Token']],
    ['POST /api/charges/{id}/decision', ['If-Match', 'X-CSRF-Token']],
    ['GET /api/duties/{id}', []],
  ])('asks with %s for %j', (name, headers) => {
    const route = routes.find((one) => one.name === name);
    expect(route && headersOf(route.operation).sort()).toEqual([...headers].sort());
  });

  test('every body has an example, and so has every free text in it', () => {
    const bodies = Object.entries(formsOf(description));
    const texts = bodies.flatMap(([form, { properties = {} }]) =>
      Object.entries(properties)
        .filter(
          ([, field]) => (field.type === 'string' || field.items?.type === 'string') && !isChoice(field),
        )
        .filter(([, field]) => field.example === undefined)
        .map(([field]) => `${form}.${field}`),
    );
    expect(texts).toEqual([]);
    const without = bodies.filter(([, { properties = {} }]) =>
      Object.values(properties).every(({ example }) => example === undefined),
    );
    expect(without.map(([form]) => form)).toEqual([]);
    expect(bodies.length).toBeGreaterThan(50);
  });

  test('no field is described as an object without a form', () => {
    const bare = Object.entries(formsOf(description)).flatMap(([form, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, field]) => field.type === 'object' && !field.properties)
        .map(([field]) => `${form}.${field}`),
    );
    expect(bare).toEqual([]);
  });
});

type Answer = Operation['responses'][string];

function schemaOf(content?: Record<string, { schema: Schema }>): Schema | undefined {
  return content && Object.values(content)[0]?.schema;
}

function isChoice({ enum: choices, items }: Schema): boolean {
  return choices !== undefined || items?.enum !== undefined;
}

/** The forms of all bodies by name, those inside others too. */
function formsOf({ paths, components }: Description): Record<string, Schema> {
  const forms: Record<string, Schema> = {};
  const note = ({ $ref, allOf, items, properties }: Schema): void => {
    const name = ($ref ?? allOf?.[0]?.$ref)?.split('/').pop();
    const form = name === undefined ? undefined : components.schemas[name];
    if (name !== undefined && form && !(name in forms)) {
      forms[name] = form;
      note(form);
    }
    for (const inner of [...(items ? [items] : []), ...Object.values(properties ?? {})]) note(inner);
  };
  for (const operations of Object.values(paths)) {
    for (const { requestBody } of Object.values(operations)) {
      const schema = requestBody && schemaOf(requestBody.content);
      if (schema) note(schema);
    }
  }
  return forms;
}
