import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Audit } from '../../../src/audit/audit';
import type { AuditEntryView } from '../../../src/audit/audit-entry.view';
import { FixedClock } from '../../../src/platform/clock/clock';
import { SYSTEM } from '../../../src/platform/http/actor';
import type { Page } from '../../../src/platform/http/page';
import { type Agent, as, openApp } from '../../support/app';
import { eachDatabase } from '../../support/databases';

eachDatabase('the page of the record', (open) => {
  const clock = new FixedClock(new Date('2026-12-21T15:59:59Z'));
  let app: NestFastifyApplication;
  let auditor: Agent;

  beforeAll(async () => {
    app = await openApp(await open(), { clock });
    const note = (action: string, subject: string, subjectId: number) =>
      app.get(Audit).record(SYSTEM, { action, subject, subjectId, facts: { 原因: '试' } });
    await note('report.submitted', 'duty', 1);
    clock.advance(1_000); // midnight in Shanghai
    await note('report.accepted', 'duty', 2);
    await note('reporting.tested', 'unit', 2);
    auditor = await as(app, 'auditor');
  });
  afterAll(() => app.close());

  const found = async (query: string) =>
    (await auditor.get(`/api/audit?actor=system&${query}`))
      .json<Page<AuditEntryView>>()
      .rows.filter((row) => row.subject !== 'account')
      .map((row) => row.action);

  test.each([
    ['all, the newest first', '', ['reporting.tested', 'report.accepted', 'report.submitted']],
    ['one action', 'action=report.accepted', ['report.accepted']],
    [
      'actions of one kind, not of one that begins alike',
      'action=report',
      ['report.accepted', 'report.submitted'],
    ],
    ['one subject', 'subject=duty&subjectId=2', ['report.accepted']],
    ['up to a day in Shanghai', 'to=2026-12-21', ['report.submitted']],
    ['from a day in Shanghai', 'from=2026-12-22&subject=duty', ['report.accepted']],
  ])('shows %s', async (_, query, actions) => {
    expect(await found(query)).toEqual(actions);
  });

  test('pages, and shows facts as they were', async () => {
    const page: unknown = (await auditor.get('/api/audit?subject=duty&size=1&page=2')).json();
    expect(page).toMatchObject({ total: 2, rows: [{ action: 'report.submitted', facts: { 原因: '试' } }] });
  });

  test('nobody but the auditor sees it', async () => {
    for (const role of ['admin', 'office', 'viewer'] as const) {
      expect((await (await as(app, role)).get('/api/audit')).statusCode).toBe(404);
    }
  });
});
