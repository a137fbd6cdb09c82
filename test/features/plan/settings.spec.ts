import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NoticesModule } from '../../../src/notices/notices.module';
import { TextService } from '../../../src/notices/text.service';
import { RulesInForce } from '../../../src/plan/rules-in-force.service';
import { SeedingService } from '../../../src/plan/seeding.service';
import type { LadderView, OfficeContactView } from '../../../src/plan/settings.view';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import { JobsModule } from '../../../src/platform/jobs/jobs.module';
import { type Agent, as, openApp } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { CalendarModule } from '../../../src/calendar/calendar.module';
import { PlanModule } from '../../../src/plan/plan.module';
import { UnitsModule } from '../../../src/units/units.module';
import { seedFiles } from './plan-app';

eachDatabase('the settings of the office', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  let head: Agent;

  beforeEach(async () => {
    db = await open();
    const imports = [CalendarModule, UnitsModule, PlanModule, JobsModule.forRoot([]), NoticesModule];
    app = await openApp(db, { imports });
    await app.get(SeedingService).seedPlan(seedFiles());
    head = await as(app, 'office-head');
  });
  afterEach(() => app.close());

  const ladder = async () => (await head.get('/api/settings/ladder')).json<LadderView>();
  const put = async (change: object, version?: number, agent = head) => {
    const { version: current, ...shown } = await ladder();
    const body = { ...shown, corrections: undefined, reason: '工作安排', ...change };
    return agent.put('/api/settings/ladder', body, { 'if-match': `"${version ?? current}"` });
  };
  const seedLadder = async () => {
    const files = seedFiles();
    files.ladder.fixWorkdays = 4;
    files.ladder.reviewWorkdays = 6;
    const { counts } = await app.get(SeedingService).seedPlan(files);
    return counts.find(({ what }) => what === '催办时限');
  };

  test('the head changes the ladder, and the rules follow at once', async () => {
    expect(await ladder()).toMatchObject({ steps: { lead: [1, 3, 8] }, fixWorkdays: 3, version: 1 });
    const changed = await put({ steps: { lead: [2, 4, 9], support: [1, 5] }, fixWorkdays: 5 });
    expect(changed.json()).toMatchObject({
      ...{ steps: { lead: [2, 4, 9], support: [1, 5] }, fixWorkdays: 5, version: 3 },
      corrections: [
        { field: 'fixWorkdays', oldValue: '3', newValue: '5', reason: '工作安排' },
        { field: 'leadSteps', oldValue: '1、3、8', newValue: '2、4、9' },
      ],
    });
    const { ladder: steps, terms } = await app.get(RulesInForce).current();
    expect([steps.lead, terms.fixWorkdays]).toEqual([[2, 4, 9], 5]);
    const record = await db.rows(sql`SELECT id FROM audit WHERE action = 'ladder.corrected'`);
    expect(record).toHaveLength(2);
  });

  test('while nobody changed a number it follows the file; a changed one stays', async () => {
    expect(await seedLadder()).toMatchObject({ changed: 1, kept: 0 });
    expect(await ladder()).toMatchObject({ fixWorkdays: 4, reviewWorkdays: 6, version: 1 });
    await put({ fixWorkdays: 9 });
    await app.get(SeedingService).seedPlan(seedFiles());
    expect(await ladder()).toMatchObject({ fixWorkdays: 9, reviewWorkdays: 5 });
    expect(await seedLadder()).toMatchObject({ changed: 1 });
    expect(await seedLadder()).toMatchObject({ changed: 0, kept: 1 });
    expect(await ladder()).toMatchObject({ fixWorkdays: 9, reviewWorkdays: 6 });
  });

  test.each([
    ['steps that do not rise', { steps: { lead: [1, 3, 3], support: [1, 5] } }],
    ['two steps for a lead', { steps: { lead: [1, 3], support: [1, 5] } }],
    ['a step of no workday', { steps: { lead: [0, 3, 8], support: [1, 5] } }],
    ['a reminder twice', { reminders: [5, 5] }],
    ['an hour that is none', { sendAt: '24:00' }],
    ['half a workday', { fixWorkdays: 1.5 }],
    ['no workday at all', { fixWorkdays: 0 }],
    ['eleven extensions', { extensionsAtMost: 11 }],
    ['no reason', { reason: '' }],
  ])('refuses %s', async (_, wrong) => {
    expect((await put(wrong)).json<ProblemView>().code).toBe('invalid-input');
    expect((await ladder()).version).toBe(1);
  });

  test('refuses an older version, no change, and who is neither office nor administrator', async () => {
    expect((await put({ fixWorkdays: 4 }, 7)).statusCode).toBe(412);
    expect((await put({})).json<ProblemView>().code).toBe('nothing-changes');
    expect((await put({ fixWorkdays: 4 }, 1, await as(app, 'unit', 'gxj'))).statusCode).toBe(404);
    expect((await put({ fixWorkdays: 4 }, 1, await as(app, 'auditor'))).statusCode).toBe(404);
    for (const [n, role] of (['admin', 'office'] as const).entries()) {
      expect((await put({ fixWorkdays: 4 + n }, 1 + n, await as(app, role))).statusCode).toBe(200);
    }
  });

  test('of two who change it at once, one is told that somebody was faster', async () => {
    const answers = await Promise.all([4, 5].map((fixWorkdays) => put({ fixWorkdays }, 1)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect((await ladder()).corrections).toHaveLength(1);
  });

  test('the contact of the office ends the messages', async () => {
    const path = '/api/settings/office-contact';
    expect((await head.get(path)).json()).toEqual({ contact: '', version: 1, corrections: [] });
    const body = { contact: '联系人张三,电话0792-8500000。', reason: '人员调整' };
    const answers = await Promise.all([1, 2].map(() => head.put(path, body, { 'if-match': '1' })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect((await head.get(path)).json<OfficeContactView>()).toMatchObject({
      ...{ contact: body.contact, version: 2 },
      corrections: [{ field: 'contact', oldValue: '', reason: '人员调整' }],
    });
    const facts = { asOf: '12月28日', left: 1, list: '「任务6」', provisional: '' };
    expect(await app.get(TextService).say('overdue', '市工信局', facts)).toContain(body.contact);
  });
});
