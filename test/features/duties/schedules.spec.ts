import { CalendarChanges } from '../../../src/calendar/calendar-changes';
import { WorkingCalendar } from '../../../src/domain/working-calendar';
import { SeedingService } from '../../../src/plan/seeding.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { KeptRows } from '../../support/kept-rows';
import { seedFiles } from '../plan/plan-app';
import { openDutiesApp, type World } from './duties-app';

eachDatabase('schedules', (open) => {
  let world: World;
  let db: Database;
  let office: Agent;
  let planId: number;
  let begin: KeptRows;

  beforeAll(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    planId = (await db.row<{ id: number }>(sql`SELECT id FROM plan`))?.id ?? 0;
    begin = await KeptRows.of(db);
  });
  beforeEach(async () => {
    await begin.putBack();
    world.goTo('2026-11-23');
    office = await as(world.app, 'office');
  });
  afterAll(() => world.app.close());

  const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
  const monthly = () => ({
    ...{ planId, name: '月度牵头简报', role: 'lead', frequency: 'month' },
    due: { anchor: 'day-of-last-month', offset: 28, restRule: 'next' },
  });
  const act = async (code: string, what: string, body?: object) => {
    const { id, version } = await world.scheduleId(code);
    return office.post(`/api/schedules/${id}/${what}`, body, ifMatch(version));
  };

  describe('made', () => {
    test('the preview shows eight periods with their reasons, the load and what is asked twice', async () => {
      const preview = (await office.post('/api/schedules/preview', monthly())).json();
      expect(preview.periods).toHaveLength(8);
      expect(preview.periods[0]).toMatchObject({
        period: '2026-12',
        dueOn: '2026-12-28',
        provisional: false,
      });
      expect(preview.periods[1]).toMatchObject({ period: '2027-01', provisional: true });
      expect(preview.load).toEqual({ units: 21, duties: 47, lead: 47, support: 0 });
      expect(preview.repeats[0]).toContain('季度牵头报告');
      expect(preview.refusal).toBeNull();
      expect(await world.count(sql`schedule`)).toBe(6);
    });

    test('a new schedule stands in trial with the items of its plan', async () => {
      const made = (await office.post('/api/schedules', monthly())).json();
      expect(made).toMatchObject({
        state: 'trial',
        stateText: '试运行',
        fromPeriod: '2026-12',
        version: 1,
        code: 'lead-month-7',
      });
      expect(made.items).toHaveLength(23);
      expect((await office.get(`/api/schedules/${made.id}`)).headers.etag).toBe('"1"');
    });

    test('leads need 2 workdays after the supporters: the preview says so and the schedule is refused', async () => {
      const tooSoon = {
        ...monthly(),
        frequency: 'quarter',
        due: { anchor: 'day-of-last-month', offset: 21, restRule: 'next' },
      };
      expect((await office.post('/api/schedules/preview', tooSoon)).json().refusal).toContain(
        '不足2个工作日',
      );
      expect((await office.post('/api/schedules', tooSoon)).json()).toMatchObject({
        code: 'lead-too-soon',
        status: 422,
      });
      expect(await world.count(sql`schedule`)).toBe(6);
    });

    test.each([
      [
        'a fixed day that comes back',
        {
          frequency: 'quarter',
          due: { anchor: 'fixed', offset: 0, restRule: 'next', fixedOn: '2027-01-05' },
        },
        'schedule-rule',
      ],
      [
        'a one-off without its day',
        { frequency: 'once', due: { anchor: 'fixed', offset: 0, restRule: 'next' } },
        'schedule-rule',
      ],
      [
        'the 40th of a month',
        { due: { anchor: 'day-of-last-month', offset: 40, restRule: 'next' } },
        'schedule-rule',
      ],
      [
        'no workday after the end',
        { due: { anchor: 'workdays-after-end', offset: 0, restRule: 'next' } },
        'schedule-rule',
      ],
      ['a period of another frequency', { fromPeriod: '2027Q1' }, 'period-wrong'],
      ['a period that is over', { fromPeriod: '2026-10' }, 'period-over'],
      ['items of no plan', { items: [999] }, 'schedule-items'],
      ['a code that is taken', { code: 'brand-day' }, 'schedule-code-taken'],
    ])('%s is refused and changes nothing', async (_, wrong, code) => {
      expect((await office.post('/api/schedules', { ...monthly(), ...wrong })).json().code).toBe(code);
      expect(await world.count(sql`schedule`)).toBe(6);
    });
  });

  describe('changed', () => {
    test('a new due day holds for periods that have not opened, not for the open one', async () => {
      const due = { anchor: 'day-of-last-month', offset: 28, restRule: 'next' };
      expect((await act('lead-quarterly', 'due-rule', { due, basis: '会议纪要' })).json()).toMatchObject({
        version: 2,
      });
      expect((await world.duty('industry-5', 'gxj', '2026Q4')).dueOn).toBe('2026-12-25');
      world.goTo('2027-01-04');
      await world.openDue('2027-01-04');
      expect((await world.duty('industry-5', 'gxj', '2027Q1')).dueOn).toBe('2027-03-29');
    });

    test('switched off, it opens no more and its duties are waived or kept; on again, missed periods stay missed', async () => {
      await act('support-quarterly', 'switch-off', { reason: '减负', openDuties: 'waive' });
      await act('lead-quarterly', 'switch-off', { reason: '减负', openDuties: 'keep' });
      expect(
        await world.count(sql`duty WHERE state = 'waived' AND waived_reason = '报送制度停用:减负'`),
      ).toBe(424);
      expect(await world.count(sql`duty_event WHERE kind = 'waived'`)).toBe(424);
      world.goTo('2027-07-05');
      expect(await world.openDue('2027-07-05')).toBe(0);
      office = await as(world.app, 'office');
      expect((await act('lead-quarterly', 'switch-on')).json()).toMatchObject({
        state: 'trial',
        fromPeriod: '2027Q3',
      });
      expect(await world.openDue('2027-07-05')).toBe(47);
    });

    test('ended after a period, it opens that one and no more', async () => {
      expect((await act('lead-quarterly', 'ending', { lastPeriod: '2026Q3' })).json().code).toBe(
        'period-over',
      );
      await act('lead-quarterly', 'ending', { lastPeriod: '2027Q1' });
      world.goTo('2027-07-05');
      await world.openDue('2027-07-05');
      const periods = await db.rows(
        sql`SELECT DISTINCT period FROM duty WHERE role = 'lead' ORDER BY period`,
      );
      expect(periods).toEqual([{ period: '2026Q4' }, { period: '2027Q1' }]);
    });

    test('switched on, the lead needs its 2 workdays as a new one does', async () => {
      await act('support-quarterly', 'switch-off', { reason: '调整', openDuties: 'keep' });
      const sooner = { due: { anchor: 'day-of-last-month', offset: 21, restRule: 'next' } };
      expect((await act('lead-quarterly', 'due-rule', sooner)).statusCode).toBe(200);
      expect((await act('support-quarterly', 'switch-on')).json()).toMatchObject({ code: 'lead-too-soon' });
      expect(await world.count(sql`schedule WHERE state = 'off' AND code = 'support-quarterly'`)).toBe(1);
    });

    test('files whose lead has too little time are refused in one sentence, and nothing is taken in', async () => {
      await db.write(async () => {
        await db.changed(
          sql`UPDATE schedule SET code = 'earlier-lead', state = 'off' WHERE code = 'lead-quarterly'`,
        );
      });
      const files = seedFiles();
      for (const one of files.schedules) {
        if (one.code === 'lead-quarterly') one.due = { anchor: 'day-of-last-month', offset: 21 };
      }
      await expect(world.app.get(SeedingService).seedPlan(files)).rejects.toMatchObject({
        refusal: { code: 'lead-too-soon' },
      });
      expect(await world.count(sql`schedule`)).toBe(6);
    });

    test('figures stand as of the day its schedule names', async () => {
      const made = (await office.post('/api/schedules', { ...monthly(), dataAsOfDay: 10 })).json();
      expect(made).toMatchObject({ dataAsOfDay: 10 });
      world.goTo('2026-12-01');
      await world.openDue('2026-12-01');
      const { id } = await world.duty('industry-7', 'swj', '2026-12');
      const swj = await as(world.app, 'unit', 'swj');
      await swj.post(`/api/duties/${id}/reports`, { kind: 'full', progress: '有' }, ifMatch(1));
      expect(await world.count(sql`report WHERE duty_id = ${id} AND data_as_of = '2026-12-10'`)).toBe(1);
    });

    test('a yearly day switched on opens a month before it', async () => {
      expect((await act('brand-day', 'switch-on')).json()).toMatchObject({
        state: 'trial',
        fromPeriod: '2027年中国品牌日活动情况',
      });
      expect(await world.openDue('2027-04-09')).toBe(2 * 471);
      world.goTo('2027-04-10');
      expect(await world.openDue('2027-04-10')).toBe(1);
      expect(
        await world.count(sql`duty WHERE period = '2027年中国品牌日活动情况' AND due_on = '2027-05-10'`),
      ).toBe(1);
    });
  });

  describe('postponed', () => {
    const terms = {
      period: '2026Q4',
      noticeNo: '九质强办〔2026〕9号',
      noticeOn: '2026-12-01',
      reason: '防汛',
    };

    test('by one notice all that is not handed in moves; the first day is kept and shown', async () => {
      const handed = await world.duty('task-1', 'gxj', '2026Q4');
      await db.write(() =>
        db.changed(
          sql`UPDATE duty SET state = 'accepted', owed_on = NULL, first_handed_at = '2026-11-24T01:00:00.000Z' WHERE id = ${handed.id}`,
        ),
      );
      const preview = await act('support-quarterly', 'postponements', {
        ...terms,
        newDueOn: '2026-12-28',
        preview: true,
      });
      expect(preview.json()).toEqual({
        ...{ moved: 423, kept: 1, preview: true, before: ['2026-12-21'], after: ['2026-12-28'] },
        units: expect.any(Number),
      });
      expect(await world.count(sql`duty WHERE due_on = '2026-12-28'`)).toBe(0);
      await act('support-quarterly', 'postponements', { ...terms, newDueOn: '2026-12-28' });
      expect(await world.duty('task-2', 'gxj', '2026Q4')).toMatchObject({
        ...{
          dueOn: '2026-12-28',
          originalDueOn: '2026-12-21',
          owedOn: '2026-12-28',
          ladderBase: '2026-12-28',
          version: 2,
        },
      });
      expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({ dueOn: '2026-12-21' });
      expect(
        await world.count(sql`extension WHERE kind = 'postponement' AND state = 'granted' AND n = 1`),
      ).toBe(423);
      expect(await world.count(sql`duty_event WHERE kind = 'postponed' AND due_on = '2026-12-28'`)).toBe(423);
    });

    test('by workdays; then again, as often as the weather wants', async () => {
      await act('lead-quarterly', 'postponements', { ...terms, byWorkdays: 2 });
      await act('lead-quarterly', 'postponements', { ...terms, byWorkdays: 1 });
      expect(await world.duty('industry-5', 'gxj', '2026Q4')).toMatchObject({
        dueOn: '2026-12-30',
        originalDueOn: '2026-12-25',
      });
      expect(await world.count(sql`extension WHERE n = 2`)).toBe(47);
    });

    test.each([
      ['no day', {}, 'one-new-day'],
      ['two days', { newDueOn: '2026-12-28', byWorkdays: 3 }, 'one-new-day'],
      ['a day that is over', { newDueOn: '2026-11-20' }, 'new-day-past'],
      ['an earlier day', { newDueOn: '2026-12-10' }, 'nothing-to-postpone'],
      ['a period that is not open', { period: '2027Q1', newDueOn: '2027-04-10' }, 'nothing-to-postpone'],
    ])('%s is refused', async (_, wrong, code) => {
      expect((await act('lead-quarterly', 'postponements', { ...terms, ...wrong })).json().code).toBe(code);
    });
  });

  describe('recalled', () => {
    const recall = async () => {
      const { id } = await world.scheduleId('support-quarterly');
      return office.post(`/api/schedules/${id}/periods/2026Q4/recall`, { reason: '误开' });
    };

    test('while nothing was handed in a period is recalled, and never opens again', async () => {
      expect((await recall()).json()).toEqual({ count: 424 });
      expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({
        state: 'waived',
        waivedReason: '撤回开期:误开',
      });
      expect(await world.openDue('2026-11-23')).toBe(0);
      expect((await recall()).statusCode).toBe(404);
      const { id } = await world.scheduleId('support-quarterly');
      expect((await office.post(`/api/schedules/${id}/periods/2026Q4/opening`)).json().code).toBe(
        'period-opened',
      );
    });

    test('a request for extension lapses with the period, and a recall sent again by the same key is the same', async () => {
      await world.release();
      const { id } = await world.duty('task-1', 'gxj', '2026Q4');
      const gxj = await as(world.app, 'unit', 'gxj');
      const asked = { dutyIds: [id], newDueOn: '2026-12-30', reason: '等数据' };
      expect((await gxj.post('/api/extensions', asked)).statusCode).toBe(201);
      const { id: schedule } = await world.scheduleId('support-quarterly');
      const send = () =>
        office.post(
          `/api/schedules/${schedule}/periods/2026Q4/recall`,
          { reason: '误开' },
          { 'idempotency-key': 'recall-2026Q4' },
        );
      expect([(await send()).json(), (await send()).json()]).toEqual([{ count: 424 }, { count: 424 }]);
      expect(await world.count(sql`extension WHERE state = 'pending'`)).toBe(0);
      expect(await world.count(sql`extension WHERE state = 'lapsed' AND answer = '已撤回开期'`)).toBe(1);
      expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({ holdReason: null, owedOn: null });
    });

    test('one report is enough to keep it', async () => {
      const { id } = await world.duty('task-1', 'gxj', '2026Q4');
      await db.write(() =>
        db.changed(sql`UPDATE duty SET first_handed_at = '2026-11-23T02:00:00.000Z' WHERE id = ${id}`),
      );
      expect((await recall()).json()).toMatchObject({ code: 'period-handed-in', facts: { count: 1 } });
      expect(await world.count(sql`duty WHERE state = 'waived'`)).toBe(0);
    });
  });

  test('the office opens an earlier period by hand; one that has not begun it cannot', async () => {
    const { id } = await world.scheduleId('lead-quarterly');
    expect((await office.post(`/api/schedules/${id}/periods/2026Q3/opening`)).json()).toEqual({ count: 47 });
    expect((await office.post(`/api/schedules/${id}/periods/2027Q1/opening`)).json().code).toBe(
      'period-not-begun',
    );
    expect((await office.post(`/api/schedules/${id}/periods/2026-11/opening`)).json().code).toBe(
      'period-wrong',
    );
  });

  describe('when the calendar changes', () => {
    const withoutThe25th = new WorkingCalendar([{ day: '2026-12-25', kind: 'rest' }], '2026-12-31');

    test('the preview says what would move, then open duties follow and closed ones do not', async () => {
      const closed = await world.duty('industry-5', 'gxj', '2026Q4');
      await db.write(() =>
        db.changed(
          sql`UPDATE duty SET state = 'accepted', owed_on = NULL, first_handed_at = '2026-11-23T02:00:00.000Z' WHERE id = ${closed.id}`,
        ),
      );
      const changes = world.app.get(CalendarChanges);
      expect(await changes.preview(withoutThe25th)).toEqual([
        { what: '2026年第四季度季度牵头报告', count: 46, before: '2026-12-25', after: '2026-12-28' },
      ]);
      await db.write(() => changes.apply(SYSTEM, withoutThe25th));
      expect(await world.count(sql`duty WHERE due_on = '2026-12-28'`)).toBe(46);
      expect(await world.duty('industry-5', 'gxj', '2026Q4')).toMatchObject({ dueOn: '2026-12-25' });
      expect(await changes.preview(withoutThe25th)).toEqual([]);
    });

    test('a due rule changed since does not move what opened under the old one', async () => {
      await act('lead-quarterly', 'due-rule', {
        due: { anchor: 'day-of-last-month', offset: 28, restRule: 'next' },
      });
      const same = new WorkingCalendar(await db.rows(sql`SELECT day, kind FROM calendar_day`), '2026-12-31');
      expect(await world.app.get(CalendarChanges).preview(same)).toEqual([]);
    });
  });

  describe('when the plan closes', () => {
    const close = async (body: object) => office.post(`/api/plans/${planId}/closing`, body, ifMatch(1));

    test('open duties are waived, save those carried to the successor', async () => {
      const carried = await world.duty('task-1', 'gxj', '2026Q4');
      expect(
        (await close({ openDuties: 'waive', perDuty: [{ dutyId: carried.id, fate: 'carry' }] })).json().code,
      ).toBe('no-successor-plan');
      const successor = await db.write(() =>
        db.row<{ id: number }>(sql`INSERT INTO plan (number, title, issued_on, state, version)
          VALUES ('九府办发〔2026〕1号', '新方案', '2026-11-01', 'live', 1) RETURNING id`),
      );
      const answer = await close({
        openDuties: 'waive',
        successorId: successor?.id,
        perDuty: [{ dutyId: carried.id, fate: 'carry' }],
      });
      expect(answer.json()).toEqual({ waived: 470, carried: 1, version: 2 });
      expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({ state: 'open' });
      expect(await world.count(sql`schedule WHERE state = 'ended'`)).toBe(6);
      expect(await world.openDue('2027-05-01')).toBe(0);
      expect((await close({ openDuties: 'waive' })).json().code).toBe('plan-closed');
    });
  });
});
