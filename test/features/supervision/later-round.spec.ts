import { AuditCheck } from '../../../src/audit/audit-check.service';
import { RulesInForce } from '../../../src/plan/rules-in-force.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { CaseDetailView } from '../../../src/supervision/case.view';
import { Verification } from '../../../src/verification/verification.service';
import type { Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { ifMatch } from '../duties/reporting';
import { at, openSupervision, type Supervision } from './supervision-app';

const LADDER = ['steps-in-order', 'step-reached', 'one-step-a-day', 'every-due-step', 'hold-of-round'];
const CASES = ['case-linked', 'case-of-step', 'case-events', 'step-told'];

eachDatabase('a matter that comes again', (open) => {
  let db: Database;
  let world: Supervision;
  let office: Agent;

  /** 产业5 纺织 is led by gxj, due on 12-25, and stands as a case since 12-30; January's holidays are confirmed. */
  beforeEach(async () => {
    db = await open();
    world = await openSupervision(db);
    await world.settleAllBut(sql`i.code = 'industry-5' AND d.role = 'lead'`);
    await db.write(async () => {
      const row = await db.row<{ value: string }>(sql`SELECT value FROM setting WHERE key = 'calendar'`);
      const state = { ...(JSON.parse(row?.value ?? '{}') as object), confirmedThrough: '2027-01-31' };
      await db.changed(sql`UPDATE setting SET value = ${JSON.stringify(state)} WHERE key = 'calendar'`);
    });
    await world.sweep('2026-12-28');
    await world.sweep('2026-12-30');
    office = await world.office();
  });
  afterEach(() => world.world.app.close());

  const theCase = async () => {
    const row = await db.row<{ id: number }>(sql`SELECT id FROM supervision_case`);
    return (await office.get(`/api/cases/${row?.id ?? 0}`)).json<CaseDetailView>();
  };
  const act = async (what: string, body: object) => {
    const { id, version } = await theCase();
    return office.post(`/api/cases/${id}/${what}`, body, ifMatch(version));
  };
  const duty = () => world.duty('industry-5', 'gxj');
  const broken = async () => {
    const { app } = world.world;
    const rules = app.get(RulesInForce, { strict: false });
    const report = await new Verification(db, rules, app.get(AuditCheck, { strict: false })).run();
    return report.checks.filter(({ name, ok }) => !ok && [...LADDER, ...CASES].includes(name));
  };

  test('closed though owed, then handed in and returned: the rework climbs, and is called a rework', async () => {
    await act('closure', { note: '情况特殊', stillOwed: true });
    expect(await duty()).toMatchObject({ holdReason: 'good-reason' });
    const unit = await world.unit('gxj');
    const reportId = await world.handedIn(unit, 'industry-5', 'gxj');
    expect(await duty()).toMatchObject({ holdReason: null });
    const reasons = [{ code: 'vague', field: 'progress', note: '请写明做法' }];
    await world.on(office, reportId, 'return', { reasons });
    expect(await duty()).toMatchObject({ round: 2, owedOn: '2027-01-05', ladderFrom: '2027-01-05' });
    await world.sweep('2027-01-06');
    const [told] = await world.messages(sql`m.day = '2027-01-06' AND m.title = '逾期提示:1项'`);
    expect(told?.body).toContain('1项牵头报告整改(产业5 纺织,应于1月5日前再次报送)');
    expect(told?.body).not.toContain('未收到');
    await world.sweep('2027-01-08');
    expect(await world.count(sql`supervision_case WHERE round = 2 AND state = 'opened'`)).toBe(1);
    expect(await broken()).toEqual([]);
  });

  test('a general postponement closes the case, and after the new day the ladder is climbed from step 1', async () => {
    const { id } = await duty();
    await db.write(() =>
      db.changed(sql`UPDATE notice SET outcome = 'pending', message_id = 0 WHERE kind = 'case'`),
    );
    const schedule = await world.world.scheduleId('lead-quarterly');
    const notice = { noticeNo: '九质强办〔2026〕9号', noticeOn: '2026-12-30', reason: '防汛' };
    const moved = await office.post(
      `/api/schedules/${schedule.id}/postponements`,
      { period: '2026Q4', newDueOn: '2027-01-05', ...notice },
      ifMatch(schedule.version),
    );
    expect(moved.statusCode).toBeLessThan(300);
    expect(await duty()).toMatchObject({ round: 1, ladderFrom: '2027-01-05' });
    await world.sweep('2026-12-31');
    // what was to be told of the old day is told no more
    expect(await world.count(sql`notice WHERE kind = 'case' AND outcome = 'dropped'`)).toBe(1);
    world.world.clock.set(at('2026-12-31'));
    office = await world.office();
    expect(await theCase()).toMatchObject({ state: 'closed', closedHow: 'auto' });
    expect((await theCase()).events.at(-1)).toMatchObject({
      kind: 'closed',
      kindText: '销号',
      note: '已顺延',
    });
    expect(await world.done('climb', '2027-01-05')).toBe(0);
    await world.sweep('2027-01-06');
    await world.sweep('2027-01-08');
    expect(await world.steps(id)).toEqual([
      { step: 1, dueOn: '2026-12-28', takenOn: '2026-12-28' },
      { step: 2, dueOn: '2026-12-30', takenOn: '2026-12-30' },
      { step: 1, dueOn: '2027-01-06', takenOn: '2027-01-06' },
      { step: 2, dueOn: '2027-01-08', takenOn: '2027-01-08' },
    ]);
    const [told] = (await world.messages(sql`u.code = 'gxj' AND m.day = '2027-01-06'`)).slice(-1);
    expect(told?.body).toContain('原定12月25日,已延期至1月5日');
    world.world.clock.set(at('2027-01-08'));
    office = await world.office();
    expect(await theCase()).toMatchObject({ state: 'opened', closedHow: '', forHead: false });
    expect(await broken()).toEqual([]);
  });

  test('a promise for a day that was postponed meanwhile is neither broken nor held', async () => {
    await act('replies', { note: '核对中', promisedOn: '2026-12-31' });
    const schedule = await world.world.scheduleId('lead-quarterly');
    const notice = { noticeNo: '九质强办〔2026〕9号', noticeOn: '2026-12-30', reason: '防汛' };
    const body = { period: '2026Q4', newDueOn: '2027-01-05', ...notice };
    await office.post(`/api/schedules/${schedule.id}/postponements`, body, ifMatch(schedule.version));
    await world.sweep('2026-12-31');
    expect(await duty()).toMatchObject({ holdReason: null, ladderFrom: '2027-01-05' });
    expect(await world.count(sql`case_event WHERE kind = 'promise-broken'`)).toBe(0);
  });
});
