import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { codeOf, FULL, ifMatch, NIL, openReporting, type Reporting } from './reporting';

eachDatabase('reports', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open());
  });
  afterAll(() => office.world.app.close());

  // Forward only: the sign-in throttle, like every clock, expects no yesterday after today.
  const at = (instant: string): void => {
    office.world.clock.set(new Date(instant));
  };

  test("a lead's report waits for review, ends what is owed, is written down and counts as 签收", async () => {
    const gxj = await office.unit('gxj');
    const answer = await office.handIn(gxj, 'industry-5', 'gxj');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      revision: 1,
      state: 'submitted',
      stateText: '待审核',
      madeUp: false,
      warnings: [],
    });
    const duty = await office.duty('industry-5', 'gxj');
    expect(duty).toMatchObject({
      state: 'submitted',
      owedOn: null,
      ladderFrom: null,
      firstHandedAt: '2026-12-14T01:00:00.000Z',
    });
    expect(await office.history(duty.id)).toEqual([
      { kind: 'submitted', fromState: 'open', toState: 'submitted', reason: '' },
    ]);
    const audit = await office.db.rows(sql`
      SELECT subject_version AS version FROM audit WHERE action = 'report.submitted' AND subject_id = ${duty.id}`);
    expect(audit).toEqual([{ version: duty.version }]);
    const charge = await office.db.row(
      sql`SELECT ack_state AS "ackState" FROM charge WHERE id = ${duty.chargeId}`,
    );
    expect(charge).toEqual({ ackState: 'acknowledged' });
  });

  test('a part stands as soon as it is handed in, and its one lead is told, not urgently', async () => {
    const fgw = await office.unit('fgw');
    const answer = await office.handIn(fgw, 'task-1', 'fgw');
    expect(answer.json()).toMatchObject({ state: 'accepted', revision: 1 });
    const duty = await office.duty('task-1', 'fgw');
    const lead = await office.duty('task-1', 'scjgj');
    const notice = await office.db.row(
      sql`SELECT unit_id AS "unitId", urgent FROM notice WHERE duty_id = ${duty.id} AND kind = 'part-arrived'`,
    );
    expect(notice).toEqual({ unitId: lead.unitId, urgent: 0 });
  });

  test('where a collective leads, nobody is told that a part arrived', async () => {
    const nyncj = await office.unit('nyncj');
    expect((await office.handIn(nyncj, 'task-6', 'nyncj')).statusCode).toBe(201);
    const { id } = await office.duty('task-6', 'nyncj');
    expect(await office.world.count(sql`notice WHERE duty_id = ${id} AND kind = 'part-arrived'`)).toBe(0);
  });

  test('handing in again before review is revision 2; the first moment stands, the first text is kept', async () => {
    const gxj = await office.unit('gxj');
    await office.handedIn(gxj, 'industry-6', 'gxj');
    at('2026-12-14T01:10:00.000Z');
    const second = await office.handIn(gxj, 'industry-6', 'gxj', { ...FULL, progress: '新增获证企业13家' });
    expect(second.json()).toMatchObject({ revision: 2, firstHandedAt: '2026-12-14T01:00:00.000Z' });
    const { id } = await office.duty('industry-6', 'gxj');
    const reports = (await gxj.get(`/api/duties/${id}/reports`)).json<object[]>();
    expect(reports).toMatchObject([
      { revision: 2, state: 'standing', progress: '新增获证企业13家' },
      { revision: 1, state: 'superseded', progress: '新增获证企业12家' },
    ]);
  });

  test('a report withdrawn is owed as before, with no first moment; once review began it cannot be withdrawn', async () => {
    const nyncj = await office.unit('nyncj');
    await office.handedIn(nyncj, 'industry-3', 'nyncj');
    const before = await office.duty('industry-3', 'nyncj');
    const withdrawn = await nyncj.post(`/api/duties/${before.id}/withdrawal`, {}, ifMatch(before.version));
    expect(withdrawn.json()).toMatchObject({ state: 'open', owedOn: '2026-12-25', firstHandedAt: null });
    expect(await office.duty('industry-3', 'nyncj')).toMatchObject({ ladderFrom: '2026-12-25' });

    const reportId = await office.handedIn(nyncj, 'industry-3', 'nyncj');
    const reviewer = await office.office();
    expect((await reviewer.get(`/api/reports/${reportId}`)).json()).toMatchObject({ readAt: null });
    expect((await reviewer.post(`/api/reports/${reportId}/reading`)).statusCode).toBe(204);
    const { id, version } = await office.duty('industry-3', 'nyncj');
    const refused = await nyncj.post(`/api/duties/${id}/withdrawal`, {}, ifMatch(version));
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, 'review-began']);
    expect(codeOf(await office.handIn(nyncj, 'industry-3', 'nyncj'))).toBe('review-began');
  });

  test.each([
    ['a full report without progress', { kind: 'full', progress: ' ' }, 422, 'progress-missing'],
    ["a lead's nil without a sentence", NIL, 422, 'nil-needs-sentence'],
    ['a secrecy mark', { ...FULL, remark: '见附件(机密★)' }, 422, 'secret-text'],
    [
      'a unit that is no supporter named as missing',
      { ...FULL, missingUnits: ['gaj'] },
      422,
      'part-not-missing',
    ],
    ['a signing day to come', { ...FULL, signer: '王某', signedOn: '2026-12-15' }, 422, 'signed-in-future'],
    ['an unknown kind', { kind: 'half' }, 400, 'invalid-input'],
    ['an unknown field', { ...FULL, state: 'accepted' }, 400, 'invalid-input'],
    ['a text that is too long', { ...FULL, progress: '长'.repeat(10_001) }, 400, 'invalid-input'],
  ])('%s is refused and changes nothing', async (_, body, status, code) => {
    const swj = await office.unit('swj');
    const before = await office.fingerprint();
    const answer = await office.handIn(swj, 'industry-7', 'swj', body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(await office.fingerprint()).toBe(before);
  });

  test('no version is 428, an old one 412, another unit, a viewer and an unknown id 404; nothing changes', async () => {
    const swj = await office.unit('swj');
    const { id, version } = await office.duty('industry-7', 'swj');
    const before = await office.fingerprint();
    expect((await swj.post(`/api/duties/${id}/reports`, FULL)).statusCode).toBe(428);
    expect((await swj.post(`/api/duties/${id}/reports`, FULL, ifMatch(version + 1))).statusCode).toBe(412);
    const others = await office.unit('slj');
    expect((await others.post(`/api/duties/${id}/reports`, FULL, ifMatch(version))).statusCode).toBe(404);
    expect((await others.get(`/api/duties/${id}/reports`)).statusCode).toBe(404);
    const clerk = await office.office();
    expect((await clerk.post(`/api/duties/${id}/reports`, FULL, ifMatch(version))).statusCode).toBe(404);
    expect((await swj.post('/api/duties/99999999/reports', FULL, ifMatch(1))).statusCode).toBe(404);
    expect(await office.fingerprint()).toBe(before);
  });

  test('the same key sent twice hands in once and answers the same', async () => {
    const kjj = await office.unit('kjj');
    const { id, version } = await office.duty('task-10', 'kjj');
    const headers = { ...ifMatch(version), 'idempotency-key': 'hand-in-0001' };
    const first = await kjj.post(`/api/duties/${id}/reports`, FULL, headers);
    const second = await kjj.post(`/api/duties/${id}/reports`, FULL, headers);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await office.world.count(sql`report WHERE duty_id = ${id}`)).toBe(1);
    const other = await kjj.post(`/api/duties/${id}/reports`, { ...FULL, progress: '别的' }, headers);
    expect(other.statusCode).toBe(422);
  });

  test('an identity number is stored with a warning that does not show it', async () => {
    const answer = await office.handIn(await office.unit('jtj'), 'task-1', 'jtj', {
      ...FULL,
      remark: '联系人36040219900307123X',
    });
    expect(answer.json<{ warnings: string[] }>().warnings).toEqual([
      expect.stringContaining('「说明」中有身份证号码(360402********123X)'),
    ]);
  });

  test('figures stand as of the 15th unless the unit says another day', async () => {
    const sthjj = await office.unit('sthjj');
    await office.handIn(sthjj, 'task-1', 'sthjj');
    await office.handIn(sthjj, 'task-2', 'sthjj', { ...FULL, dataAsOf: '2026-12-10' });
    const days = await office.db.rows(sql`
      SELECT r.data_as_of AS "dataAsOf" FROM report r JOIN duty d ON d.id = r.duty_id JOIN unit u ON u.id = d.unit_id
       WHERE u.code = 'sthjj' ORDER BY r.id`);
    expect(days).toEqual([{ dataAsOf: '2026-12-15' }, { dataAsOf: '2026-12-10' }]);
  });

  test('where the schedule asks for it, nothing is handed in without signer and day', async () => {
    await office.db.write(() =>
      office.db.changed(sql`UPDATE schedule SET needs_sign_off = 1 WHERE role = 'lead'`),
    );
    const czj = await office.unit('czj');
    expect(codeOf(await office.handIn(czj, 'measure-2', 'czj'))).toBe('sign-off-missing');
    const signed = { ...FULL, signer: '王某', signerPost: '局长', signedOn: '2026-12-14' };
    const reportId = await office.handedIn(czj, 'measure-2', 'czj', signed);
    expect((await czj.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      ...{ signer: '王某', signerPost: '局长', signedOn: '2026-12-14' },
    });
    await office.db.write(() =>
      office.db.changed(sql`UPDATE schedule SET needs_sign_off = 0 WHERE role = 'lead'`),
    );
  });

  test('of two who hand in the same version at once, one wins and the other is told so', async () => {
    const [one, two] = await Promise.all([office.unit('wgxlj'), office.unit('wgxlj')]);
    const { id, version } = await office.duty('industry-4', 'wgxlj');
    const answers = await Promise.all(
      [one, two].map((agent) => agent.post(`/api/duties/${id}/reports`, FULL, ifMatch(version))),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 412]);
    expect(await office.world.count(sql`report WHERE duty_id = ${id}`)).toBe(1);
  });

  test.each([
    ['2026-12-21T15:59:59.999Z', 'slj', false],
    ['2026-12-21T16:00:00.000Z', 'zjj', true],
  ])('handed in at %s a part due on the 21st is made up: %s %s', async (instant, unit, madeUp) => {
    at(instant);
    const answer = await office.handIn(await office.unit(unit), 'task-1', unit);
    expect(answer.json()).toMatchObject({ madeUp });
  });
});
