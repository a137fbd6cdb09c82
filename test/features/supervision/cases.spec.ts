import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { CaseDetailView, CaseView } from '../../../src/supervision/case.view';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { codeOf, ifMatch } from '../duties/reporting';
import { at, openSupervision, type Supervision } from './supervision-app';

eachDatabase('cases', (open) => {
  let db: Database;
  let world: Supervision;
  let office: Agent;
  let unit: Agent;
  let id: number;

  /** 产业5 纺织 is led by gxj, due on 12-25, and stands as a case since 12-30. */
  beforeEach(async () => {
    db = await open();
    world = await openSupervision(db);
    await world.settleAllBut(sql`i.code = 'industry-5' AND d.role = 'lead'`);
    await world.sweep('2026-12-28');
    await world.sweep('2026-12-30');
    office = await world.office();
    unit = await world.unit('gxj');
    id = (await db.row<{ id: number }>(sql`SELECT id FROM supervision_case`))?.id ?? 0;
  });
  afterEach(() => world.world.app.close());

  const detail = async (agent = office) => (await agent.get(`/api/cases/${id}`)).json<CaseDetailView>();
  const act = async (agent: Agent, what: string, body: object) =>
    agent.post(`/api/cases/${id}/${what}`, body, ifMatch((await detail(agent)).version));
  const comeBack = async (day: string) => {
    world.world.clock.set(at(day));
    [office, unit] = [await world.office(), await world.unit('gxj')];
  };
  const duty = () =>
    db.row<{ id: number; ladderFrom: string | null; holdReason: string | null; version: number }>(sql`
    SELECT d.id, d.ladder_from AS "ladderFrom", d.hold_reason AS "holdReason", d.version FROM duty d WHERE d.owed_on IS NOT NULL`);

  test('the list says who, what, since when, how often urged, and what comes next', async () => {
    const { rows, total } = (await office.get('/api/cases')).json<{ rows: CaseView[]; total: number }>();
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      kind: 'lead',
      name: '跟办件',
      items: '产业5 纺织',
      periodText: '2026年第四季度',
      stateText: '待处理',
      overdueWorkdays: 3,
      urges: 1,
      owed: 1,
      awaitsClosing: false,
      nextStep: { step: 3, dueOn: '2027-01-07', provisional: true },
    });
    expect((await office.get('/api/cases?state=closed')).json<{ total: number }>().total).toBe(0);
    expect((await office.get('/api/cases?kind=support')).json<{ total: number }>().total).toBe(0);
  });

  test('a unit sees its own case; to another it does not exist', async () => {
    expect(await detail(unit)).toMatchObject({ id, state: 'opened' });
    const other = await world.unit('slj');
    expect((await other.get(`/api/cases/${id}`)).statusCode).toBe(404);
    expect((await other.get('/api/cases')).json<{ total: number }>().total).toBe(0);
    expect((await other.post(`/api/cases/${id}/replies`, { note: '已知' }, ifMatch(1))).statusCode).toBe(404);
    expect((await unit.post(`/api/cases/${id}/handling`, { note: '自行受理' }, ifMatch(1))).statusCode).toBe(
      404,
    );
  });

  test('a promised day holds the ladder through it and re-arms when nothing came', async () => {
    expect((await act(unit, 'replies', { note: '数据核对中', promisedOn: '2026-12-31' })).statusCode).toBe(
      200,
    );
    expect(await duty()).toMatchObject({ ladderFrom: null, holdReason: 'promise' });
    await world.sweep('2026-12-31');
    await comeBack('2026-12-31');
    expect(await detail()).toMatchObject({ state: 'replied', promisedOn: '2026-12-31' });
    await world.sweep('2027-01-04');
    await comeBack('2027-01-04');
    const after = await detail();
    expect(after).toMatchObject({ state: 'handling' });
    expect(after.events.map(({ kind }) => kind)).toEqual(['opened', 'replied', 'promise-broken']);
    // two workdays were used before the promise: the 30th and the 31st stand for them
    expect(await duty()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-29' });
  });

  test('a unit promises twice a round, at most 20 workdays ahead', async () => {
    expect(codeOf(await act(unit, 'replies', { note: '晚些', promisedOn: '2027-03-31' }))).toBe(
      'promise-too-far',
    );
    expect((await act(unit, 'replies', { note: '一', promisedOn: '2026-12-31' })).statusCode).toBe(200);
    expect((await act(unit, 'replies', { note: '二', promisedOn: '2027-01-06' })).statusCode).toBe(200);
    expect(codeOf(await act(unit, 'replies', { note: '三', promisedOn: '2027-01-07' }))).toBe(
      'promise-used-up',
    );
    const holds = await db.rows(
      sql`SELECT until FROM duty_hold WHERE reason = 'promise' AND lifted_on IS NULL`,
    );
    expect(holds).toEqual([{ until: '2027-01-06' }]);
  });

  test('handed in and without an issued paper it closes itself; with one a person closes it', async () => {
    const owed = await duty();
    await db.write(() => db.changed(sql`UPDATE supervision_case SET papers_issued = 1`));
    const answer = await unit.post(
      `/api/duties/${owed?.id}/reports`,
      { kind: 'full', progress: '已完成' },
      ifMatch(owed?.version ?? 0),
    );
    expect(answer.statusCode).toBe(201);
    expect(await world.done('cases', '2026-12-30')).toBe(0);
    expect(await detail()).toMatchObject({ awaitsClosing: true, state: 'opened', name: '督办件' });
    await db.write(() => db.changed(sql`UPDATE supervision_case SET papers_issued = 0`));
    expect(await world.done('cases', '2026-12-30')).toBe(1);
    expect(await world.done('cases', '2026-12-30')).toBe(0);
    expect(await detail()).toMatchObject({ state: 'closed', closedHow: 'auto', stateText: '已销号' });
  });

  test('while something is owed only the office’s express word closes it, and the ladder stands still then', async () => {
    expect(codeOf(await act(office, 'closure', { note: '情况特殊' }))).toBe('case-still-owed');
    expect((await act(office, 'closure', { note: '情况特殊', stillOwed: true })).statusCode).toBe(200);
    expect(await detail()).toMatchObject({ state: 'closed', closedHow: 'person' });
    expect(await duty()).toMatchObject({ holdReason: 'good-reason', ladderFrom: null });
    expect(codeOf(await act(office, 'pause', { note: '再停' }))).toBe('wrong-state');
  });

  test('pause and good reason stop the ladder, each until its own end', async () => {
    await act(office, 'pause', { note: '防汛' });
    await act(office, 'good-reason', { note: '机构改革' });
    expect(codeOf(await act(office, 'good-reason', { note: '机构改革' }))).toBe('good-reason-stands');
    await act(office, 'resumption', { note: '汛期结束' });
    expect(await duty()).toMatchObject({ ladderFrom: null, holdReason: 'good-reason' });
    await act(office, 'good-reason-end', { note: '已就位' });
    expect((await duty())?.ladderFrom).not.toBeNull();
    expect(codeOf(await act(office, 'good-reason-end', { note: '已就位' }))).toBe('no-good-reason');
  });

  test('a call is written down; one that brought a promise is a reply', async () => {
    expect((await act(office, 'phone-calls', { result: 'no-answer', note: '上午两次' })).statusCode).toBe(
      200,
    );
    expect((await detail()).state).toBe('opened');
    expect(codeOf(await act(office, 'phone-calls', { result: 'promised', note: '科长接听' }))).toBe(
      'phone-promise-missing',
    );
    await act(office, 'phone-calls', { result: 'promised', note: '科长接听', promisedOn: '2026-12-31' });
    expect(await detail()).toMatchObject({ state: 'replied', promisedOn: '2026-12-31' });
  });

  test('in an office of one, who dealt with the case answers the objection, and the answer says so', async () => {
    await act(office, 'handling', { note: '受理' });
    await act(unit, 'disputes', { reason: '12月20日已送纸质件' });
    expect((await act(office, 'dispute-answers', { upheld: false, answer: '未收到' })).statusCode).toBe(200);
    expect((await detail()).events.at(-1)).toMatchObject({
      kindText: '异议不成立',
      note: '未收到(质强办没有其他人员,由经办人答复)',
    });
  });

  test('an objection is answered by somebody else than who dealt with the case', async () => {
    const head = await as(world.world.app, 'office-head');
    await act(office, 'handling', { note: '受理' });
    expect((await act(unit, 'disputes', { reason: '12月20日已送纸质件' })).statusCode).toBe(200);
    expect(codeOf(await act(unit, 'disputes', { reason: '再提' }))).toBe('case-dispute-pending');
    expect(codeOf(await act(office, 'dispute-answers', { upheld: true, answer: '属实' }))).toBe(
      'case-own-decision',
    );
    expect((await act(head, 'dispute-answers', { upheld: true, answer: '属实' })).statusCode).toBe(200);
    expect(await detail()).toMatchObject({ state: 'closed', closedHow: 'disputed' });
    expect(codeOf(await act(head, 'dispute-answers', { upheld: true, answer: '属实' }))).toBe(
      'case-dispute-none',
    );
  });

  test('a version that is missing or old changes nothing', async () => {
    const before = await detail();
    expect((await office.post(`/api/cases/${id}/handling`, { note: '受理' })).statusCode).toBe(428);
    expect((await office.post(`/api/cases/${id}/handling`, { note: '受理' }, ifMatch(99))).statusCode).toBe(
      412,
    );
    expect((await office.post(`/api/cases/${id}/handling`, { note: '' }, ifMatch(1))).statusCode).toBe(400);
    expect(codeOf(await act(office, 'handling', { note: '机密★ 附件' }))).toBe('secret-text');
    expect(await detail()).toEqual(before);
  });

  test('every act stands in history and audit, and the unit hears of the decisions', async () => {
    await act(office, 'handling', { note: '请报' });
    await act(office, 'good-reason', { note: '机构改革' });
    expect((await detail()).events.map(({ kind, toState }) => `${kind} ${toState}`)).toEqual([
      'opened opened',
      'handling handling',
      'good-reason handling',
    ]);
    expect(await world.count(sql`audit WHERE subject = 'case'`)).toBe(2);
    await world.sweep('2026-12-30', ['deliver'], '18:00');
    const [last] = (await world.messages(sql`u.code = 'gxj'`)).slice(-1);
    expect(last?.body).toContain('已认定正当理由');
  });
});
