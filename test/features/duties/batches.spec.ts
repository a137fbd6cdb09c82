import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { FULL, NIL, openReporting, type Reporting, saying } from './reporting';

interface NilAnswer {
  handedIn: { dutyId: number; state: string }[];
  left: { dutyId: number; code: string; message: string }[];
}

eachDatabase('batches', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open());
  });
  afterAll(() => office.world.app.close());

  const rowsOf = async (unit: string, items: string[], body: object = FULL) => {
    const duties = await Promise.all(items.map((item) => office.duty(item, unit)));
    return duties.map(({ id, version }) => ({ dutyId: id, version, ...body }));
  };

  test('a whole period goes in at once, signed by one person', async () => {
    const county = await office.unit('360423');
    const rows = await rowsOf('360423', ['task-1', 'task-2', 'task-6']);
    const signing = { signer: '李某', signerPost: '副局长', signedOn: '2026-12-11' };
    const answer = await county.post('/api/report-batches', { rows, ...signing });
    expect(answer.statusCode).toBe(201);
    expect(answer.json<NilAnswer>().handedIn.map(({ state }) => state)).toEqual([
      'accepted',
      'accepted',
      'submitted',
    ]);
    expect(await office.world.count(sql`report_batch`)).toBe(1);
    const ids = rows.map(({ dutyId }) => dutyId);
    expect(
      await office.world.count(sql`report WHERE batch_id IS NOT NULL AND duty_id IN ${sql.list(ids)}`),
    ).toBe(3);
    expect(
      await office.world.count(
        sql`audit WHERE action = 'report.submitted' AND subject_id IN ${sql.list(ids)}`,
      ),
    ).toBe(3);
  });

  test('one bad row refuses them all, with a verdict for each; nothing changes', async () => {
    const gxj = await office.unit('gxj');
    const [good, bare] = await rowsOf('gxj', ['task-1', 'industry-5']);
    const [stale] = await rowsOf('gxj', ['task-2']);
    const [foreign] = await rowsOf('slj', ['task-3']);
    const before = await office.fingerprint();
    const rows = [good, { ...bare, kind: 'nil', progress: '' }, { ...stale, version: 77 }, foreign];
    const answer = await gxj.post('/api/report-batches', { rows });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'rows-refused',
      facts: { failed: 3, total: 4 },
      rows: [
        { dutyId: good?.dutyId, code: 'ok' },
        { dutyId: bare?.dutyId, code: 'nil-needs-sentence', message: saying('一句') },
        { dutyId: stale?.dutyId, code: 'stale-version' },
        { dutyId: foreign?.dutyId, code: 'not-found' },
      ],
    });
    expect(await office.fingerprint()).toBe(before);
  });

  test.each([
    ['no rows', []],
    ['the same duty twice', [1, 1].map((dutyId) => ({ dutyId, version: 1, ...FULL }))],
    ['501 rows', Array.from({ length: 501 }, (_, n) => ({ dutyId: n + 1, version: 1, ...FULL }))],
    ['a row that is none', [null]],
  ])('%s is no batch', async (_, rows) => {
    const gxj = await office.unit('gxj');
    expect((await gxj.post('/api/report-batches', { rows })).statusCode).toBe(400);
  });

  test('其余均无新进展 takes every part that is open, leaves the lead its sentence, and a second click finds only that', async () => {
    const gxj = await office.unit('gxj');
    await office.handedIn(gxj, 'task-3', 'gxj');
    const lead = (await office.duty('industry-5', 'gxj')).id;
    const first = (await gxj.post('/api/nil-batches', { period: '2026Q4' })).json<NilAnswer>();
    expect(first.handedIn).toHaveLength(7);
    expect(first.left).toMatchObject([
      { dutyId: lead, code: 'nil-needs-sentence' },
      { code: 'nil-needs-sentence' },
    ]);
    const second = (
      await gxj.post('/api/nil-batches', { period: '2026Q4', sentence: '待省级批复' })
    ).json<NilAnswer>();
    expect(second.handedIn.map(({ state }) => state)).toEqual(['submitted', 'submitted']);
    expect(second.left).toEqual([]);
    const none = (await gxj.post('/api/nil-batches', { period: '2026Q4' })).json<NilAnswer>();
    expect(none).toEqual({ handedIn: [], left: [] });
  });

  test('the third nil in a row of a charge needs a sentence, and a full report ends the row', async () => {
    await office.world.openDue('2027-10-08');
    const periods = ['2026Q4', '2027Q1', '2027Q2'];
    const days = ['2026-12-15', '2027-03-10', '2027-06-10'];
    const answers = [];
    for (const [n, period] of periods.entries()) {
      office.world.goTo(days[n] ?? '');
      answers.push(await office.handIn(await office.unit('jrb'), 'task-10', 'jrb', NIL, period));
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 422]);
    const jrb = await office.unit('jrb');
    const said = await office.handIn(jrb, 'task-10', 'jrb', { ...NIL, progress: '待省级批复' }, '2027Q2');
    expect(said.statusCode).toBe(201);
    const { chargeId } = await office.duty('task-10', 'jrb');
    const nilRun = () => office.db.row(sql`SELECT nil_run AS "nilRun" FROM charge WHERE id = ${chargeId}`);
    expect(await nilRun()).toEqual({ nilRun: 3 });
    // a revision of the same period starts from what stood before it
    await office.handIn(jrb, 'task-10', 'jrb', FULL, '2027Q2');
    expect(await nilRun()).toEqual({ nilRun: 0 });
    const nilAgain = await office.handIn(jrb, 'task-10', 'jrb', NIL, '2027Q2');
    expect(nilAgain.statusCode).toBe(422);
  });
});
