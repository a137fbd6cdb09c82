import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApp } from '../support/app';
import { onDatabase } from '../support/databases';
import { ScratchController } from './scratch.controller';

interface Description {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: object }>; parameters?: { name: string }[] }>
  >;
  components: { schemas: Record<string, unknown> };
}

onDatabase('sqlite', 'the description of the interface', (open) => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await openApp(await open(), { controllers: [ScratchController] });
  });
  afterAll(() => app.close());

  test('names every route with its problems', async () => {
    const { paths, components } = (await app.inject({ url: '/api/openapi.json' })).json<Description>();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/session', '/api/accounts/{id}/posts', '/api/health']),
    );
    expect(Object.keys(paths)).not.toContain('/setup');
    expect(Object.keys(paths['/api/session']?.get?.responses ?? {})).toEqual(
      expect.arrayContaining(['401', '404']),
    );
    expect(paths['/api/accounts']?.get?.responses['404']?.content).toHaveProperty([
      'application/problem+json',
    ]);
    expect(paths['/api/accounts']?.get?.parameters?.map((parameter) => parameter.name)).toEqual(
      expect.arrayContaining(['page', 'size']),
    );
    expect(paths['/api/scratch/submissions']?.post?.parameters?.map((parameter) => parameter.name)).toContain(
      'Idempotency-Key',
    );
    expect(components.schemas).toHaveProperty('ProblemView');
  });

  test('can be browsed with scripts and styles of this server alone', async () => {
    const page = await app.inject({ url: '/api/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
    const sources = [...page.body.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(sources.length).toBeGreaterThan(0);
    for (const [, attributes, inline] of sources) {
      expect(inline?.trim()).toBe('');
      const file = /src="\.?\/?([^"]+)"/.exec(attributes ?? '')?.[1] ?? '';
      const script = await app.inject({ url: `/api/${file}` });
      expect([file, script.statusCode]).toEqual([file, 200]);
      expect(script.headers['content-type']).toMatch('javascript');
    }
    expect(page.body).not.toMatch(/(src|href)="https?:/);
  });
});
