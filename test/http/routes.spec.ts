import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { PERMISSIONS } from '../../src/domain/permissions';
import { OPEN, PERMISSION } from '../../src/platform/http/allow';
import { openHome } from '../faults/quarter';
import type { Supervision } from '../features/supervision/supervision-app';
import { BuiltServer, Caller, type Home, newHome } from '../support/built-server';
import { type Description, type Operation, type Route, routesOf } from './interface';

const PAGES = ['GET /setup', 'GET /setup.css', 'GET /setup.js'];
const PROBLEM = { $ref: '#/components/schemas/ProblemView' };
/** Answers that are no form: nothing at all. */
const EMPTY = ['204'];

describe('the routes of the whole server', () => {
  let home: Home;
  let server: BuiltServer;
  let tracker: Supervision;
  let description: Description;
  let routes: Route[];
  let handlers: { name: string; permission?: string; open?: boolean }[];

  beforeAll(async () => {
    home = await newHome('sqlite');
    tracker = await openHome(home, '2026-12-14T01:00:00.000Z');
    handlers = handlersOf(tracker);
    server = await BuiltServer.start(home, { CLOCK_AT: '2026-12-14T01:00:00.000Z' });
    description = (await new Caller(server.url).get('/api/openapi.json')).json<Description>();
    routes = routesOf(description);
  });
  afterAll(async () => {
    await server.stop();
    await tracker.world.app.close();
    await home.drop();
  });

  test('name one permission each, or say that they are open', () => {
    expect(handlers.length).toBeGreaterThan(100);
    const careless = handlers.filter(
      ({ permission, open }) => (permission === undefined) === (open !== true),
    );
    expect(careless).toEqual([]);
    const unknown = handlers.filter(
      ({ permission }) => permission !== undefined && !(permission in PERMISSIONS),
    );
    expect(unknown).toEqual([]);
  });

  test('all stand in the description of the built server, and nothing else does', () => {
    const described = routes.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1'));
    const served = routerOf(tracker).filter((route) => route.includes(' /api/') && !isDocs(route));
    expect(described.sort()).toEqual(served.sort());
    expect(
      routerOf(tracker)
        .filter((route) => !route.includes(' /api/'))
        .sort(),
    ).toEqual(PAGES);
  });

  test('say what they take: every body is a form whose fields are known', () => {
    const shapeless = routes.filter(
      ({ operation, body }) => operation.requestBody && !hasFields(body?.properties),
    );
    expect(shapeless.map(({ name }) => name)).toEqual([]);
    const untyped = routes.flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter(({ schema }) => !schema?.type && !schema?.enum)
        .map((one) => `${name} ${one.name}`),
    );
    expect(untyped).toEqual([]);
  });

  test('say what they answer: a form, a list of them, or nothing', () => {
    const silent = routes.filter(
      ({ operation }) => !answersOf(operation).every(({ status, shape }) => EMPTY.includes(status) || shape),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    for (const { operation } of routes) expect(answersOf(operation)).toHaveLength(1);
  });

  test('say how they refuse: as a problem, signed out and foreign included', () => {
    for (const { name, operation } of routes) {
      const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      for (const [status, { content }] of refusals) {
        expect([name, status, content?.['application/problem+json']?.schema]).toEqual([
          name,
          status,
          PROBLEM,
        ]);
      }
      const open = ['GET /api/health', 'POST /api/session', 'POST /api/setup'].includes(name);
      const statuses = refusals.map(([status]) => status);
      expect([name, statuses]).toEqual([
        name,
        expect.arrayContaining(open ? ['400'] : ['400', '401', '404']),
      ]);
    }
  });

  test('have names of their own, and so have the forms', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    // two classes of one name would share one description, and one of them would be described wrongly
    const names = formNames();
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });
});

/** Every handler of every controller, with what its decorators say. */
function handlersOf(tracker: Supervision): { name: string; permission?: string; open?: boolean }[] {
  return controllersOf(tracker).flatMap((controller) =>
    methodsOf(controller).map(([name, method]) => ({
      name: `${controller.name}.${name}`,
      permission: Reflect.getMetadata(PERMISSION, method) as string | undefined,
      open: Reflect.getMetadata(OPEN, method) as boolean | undefined,
    })),
  );
}

/** Every form of the source, taken or given. */
function formNames(): string[] {
  const src = join(__dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(dto|view)\.ts$/.test(file),
  );
  return files.flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name = '']) => name),
  );
}

function controllersOf(tracker: Supervision): Type[] {
  const modules = [...tracker.world.app.get(ModulesContainer).values()];
  return modules.flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => metatype as Type),
  );
}

function methodsOf(controller: Type): [string, object][] {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype)
    .map((name): [string, object] => [name, prototype[name] ?? {}])
    .filter(([, method]) => Reflect.hasMetadata(METHOD_METADATA, method));
}

/** Read from the router itself, so that no route can hide: `POST /api/duties/:id/reports`. */
function routerOf(tracker: Supervision): string[] {
  const tree = tracker.world.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const routes: string[] = [];
  const path: string[] = [];
  for (const line of tree.split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line);
    if (!found) continue;
    const depth = (found[1] ?? '').length / 4;
    path.splice(depth, path.length, found[2] ?? '');
    const methods = (found[3] ?? '')
      .split(', ')
      .filter((method) => method && !['HEAD', 'OPTIONS'].includes(method));
    routes.push(...methods.map((method) => `${method} ${path.join('')}`));
  }
  return routes;
}

const isDocs = (route: string): boolean => /^GET \/api\/(docs|openapi\.json)/.test(route);
const hasFields = (properties?: object): boolean => Object.keys(properties ?? {}).length > 0;

function answersOf({ responses }: Operation): { status: string; shape: boolean }[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return { status, shape: Boolean(schema && (schema.$ref ?? schema.items ?? schema.properties)) };
    });
}
