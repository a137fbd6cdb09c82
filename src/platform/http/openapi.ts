import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { completeOperations } from './api-operation';
import { ProblemView } from './problem.view';

export const DOCS = '/api/docs';

/** The description at /api/openapi.json and a page to browse it; all from this server, nothing from outside. */
export function describeApi(app: NestFastifyApplication, cookieName: string): void {
  const about = new DocumentBuilder()
    .setTitle('责任台账')
    .setDescription('登录后使用。改动须带 X-CSRF-Token(见 GET /api/session);改已有内容须带 If-Match。')
    .setVersion('1')
    .addCookieAuth(cookieName)
    .build();
  const describe = () =>
    completeOperations(SwaggerModule.createDocument(app, about, { extraModels: [ProblemView] }));
  SwaggerModule.setup(DOCS, app, describe, {
    jsonDocumentUrl: '/api/openapi.json',
    raw: ['json'],
    customSiteTitle: '责任台账 接口说明',
  });
}
