import { ExtensionEscalation } from '../../../src/duties/extensions/extension-escalation.service';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { codeOf, openReporting, type Reporting } from './reporting';

interface Request {
  key: string;
  pending: number;
  rows: { id: number; dutyId: number; state: string; newDueOn: string }[];
}

eachDatabase('extensions', (open) => {
  let office: Reporting;
  let clerk: Agent;
  beforeAll(async () => {
    office = await openReporting(await open(), '2026-12-18');
    clerk = await office.office();
  });
  afterAll(() => office.world.app.close());

  const ask = async (agent: Agent, unit: string, items: string[], newDueOn = '2026-12-30') => {
    const duties = await Promise.all(items.map((item) => office.duty(item, unit)));
    const dutyIds = duties.map(({ id }) => id);
    return agent.post('/api/extensions', { dutyIds, newDueOn, reason: '年终数据28日方能汇总' });
  };

  test('one request for many duties holds their ladder; granted, the due day moves and the original one is kept', async () => {
    const county = await office.unit('360423');
    const asked = await ask(county, '360423', ['task-6', 'measure-4']);
    expect(asked.statusCode).toBe(201);
    const request = asked.json<Request>();
    expect(request).toMatchObject({
      pending: 2,
      escalatesOn: '2026-12-23',
      rows: [{ state: 'pending' }, { state: 'pending' }],
    });
    expect(await office.duty('task-6', '360423')).toMatchObject({
      holdReason: 'extension',
      ladderFrom: null,
      owedOn: '2026-12-25',
    });
    expect(await office.notices('extension-asked')).toMatchObject([{ unitId: 0, audience: 'office' }]);

    const granted = await clerk.post(`/api/extension-requests/${request.key}/grant`, {});
    expect(granted.json()).toMatchObject({ pending: 0, rows: [{ state: 'granted' }, { state: 'granted' }] });
    const duty = await office.duty('task-6', '360423');
    expect(duty).toMatchObject({
      ...{ dueOn: '2026-12-30', owedOn: '2026-12-30', originalDueOn: '2026-12-25' },
      ...{ ladderBase: '2026-12-30', ladderFrom: '2026-12-30', holdReason: null },
    });
    expect((await office.history(duty.id)).map(({ kind }) => kind)).toEqual([
      'extension-asked',
      'extension-granted',
    ]);
    const events = (await county.get(`/api/duties/${duty.id}/events`)).json<{ kindText: string }[]>();
    expect(events.map(({ kindText }) => kindText)).toEqual([
      ...['开期', '申请延期', '同意延期', '暂不计时', '恢复计时'],
    ]);
    const [told] = await office.notices('extension-granted');
    expect(JSON.parse(told?.facts ?? '{}')).toMatchObject({
      items: '任务6 示范区创建、保障4 督查考核',
      oldDueOn: '12月25日(周五)',
      dueOn: '12月30日(周三)',
    });
    expect(
      codeOf(await clerk.post(`/api/extension-requests/${request.key}/refusal`, { answer: '晚了' })),
    ).toBe('wrong-state');
  });

  test("a lead sees that its supporter asked, never in the supporter's own words", async () => {
    const { id } = await office.duty('industry-7', 'yzj');
    const yzj = await office.unit('yzj');
    const { key } = (await ask(yzj, 'yzj', ['industry-7'], '2026-12-24')).json<Request>();
    const told = async (agent: Agent) =>
      (await agent.get(`/api/duties/${id}/events`)).json<{ kind: string; reason: string }[]>();
    const own = [
      { kind: 'extension-asked', reason: '年终数据28日方能汇总' },
      { kind: 'held', reason: '延期申请待答复:年终数据28日方能汇总' },
    ];
    expect((await told(yzj)).slice(1)).toMatchObject(own);
    expect((await told(clerk)).slice(1)).toMatchObject(own);
    expect((await told(await office.unit('swj'))).slice(1)).toMatchObject([
      { kind: 'extension-asked', reason: '' },
      { kind: 'held', reason: '延期申请待答复' },
    ]);
    await yzj.post(`/api/extension-requests/${key}/withdrawal`);
  });

  test('refused before the due day, the day stands and the ladder goes on', async () => {
    const nyncj = await office.unit('nyncj');
    const { rows } = (await ask(nyncj, 'nyncj', ['industry-3'])).json<Request>();
    const refused = await clerk.post(`/api/extensions/${rows[0]?.id}/refusal`, {
      answer: '全市通报须于12月28日汇总',
    });
    expect(refused.json()).toMatchObject({
      rows: [{ state: 'refused', answer: '全市通报须于12月28日汇总' }],
    });
    expect(await office.duty('industry-3', 'nyncj')).toMatchObject({
      dueOn: '2026-12-25',
      ladderFrom: '2026-12-25',
      holdReason: null,
    });
    expect(await office.notices('extension-refused')).toHaveLength(1);
  });

  test('one duty that cannot have it refuses the whole request, with a verdict for each', async () => {
    const gxj = await office.unit('gxj');
    await office.handedIn(gxj, 'industry-5', 'gxj');
    const before = await office.fingerprint();
    const answer = await ask(gxj, 'gxj', ['industry-6', 'industry-5']);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ rows: object[] }>().rows).toMatchObject([
      { code: 'ok' },
      { code: 'already-handed-in' },
    ]);
    const foreign = await ask(gxj, 'swj', ['industry-7']);
    expect(foreign.json<{ rows: object[] }>().rows).toMatchObject([{ code: 'not-found' }]);
    const tooFar = await ask(gxj, 'gxj', ['industry-6'], '2027-03-26');
    expect(tooFar.json<{ rows: object[] }>().rows).toMatchObject([{ code: 'extension-too-far' }]);
    expect(await office.fingerprint()).toBe(before);
  });

  test('a request is not made twice, and is taken back by its unit alone', async () => {
    const swj = await office.unit('swj');
    const { key } = (await ask(swj, 'swj', ['industry-7'])).json<Request>();
    const again = await ask(swj, 'swj', ['industry-7']);
    expect(again.json<{ rows: object[] }>().rows).toMatchObject([{ code: 'extension-pending' }]);
    const gxj = await office.unit('gxj');
    expect((await gxj.post(`/api/extension-requests/${key}/withdrawal`)).statusCode).toBe(404);
    expect((await gxj.post(`/api/extension-requests/${key}/grant`, {})).statusCode).toBe(404);
    expect((await gxj.get('/api/extensions?state=pending')).json<{ total: number }>().total).toBe(0);
    expect((await swj.post(`/api/extension-requests/${key}/withdrawal`)).json()).toMatchObject({
      rows: [{ state: 'withdrawn' }],
    });
    expect(await office.duty('industry-7', 'swj')).toMatchObject({
      holdReason: null,
      ladderFrom: '2026-12-25',
    });
  });

  test('of a grant and a refusal at the same moment one wins', async () => {
    const kjj = await office.unit('kjj');
    const { rows } = (await ask(kjj, 'kjj', ['task-10'])).json<Request>();
    const answers = await Promise.all([
      clerk.post(`/api/extensions/${rows[0]?.id}/grant`, {}),
      clerk.post(`/api/extensions/${rows[0]?.id}/refusal`, { answer: '不行' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(
      await office.world.count(sql`extension WHERE state = 'pending' AND duty_id = ${rows[0]?.dutyId ?? 0}`),
    ).toBe(0);
  });

  test('at most two are granted', async () => {
    const county = await office.unit('360424');
    for (const day of ['2026-12-28', '2026-12-29']) {
      const { key } = (await ask(county, '360424', ['task-6'], day)).json<Request>();
      expect((await clerk.post(`/api/extension-requests/${key}/grant`, {})).statusCode).toBe(200);
    }
    const third = await ask(county, '360424', ['task-6'], '2026-12-30');
    expect(third.json<{ rows: object[] }>().rows).toMatchObject([{ code: 'extension-used-up' }]);
  });

  test('who hands in while the answer is out is not late, and the request lapses', async () => {
    const wgxlj = await office.unit('wgxlj');
    await ask(wgxlj, 'wgxlj', ['industry-4']);
    office.world.goTo('2026-12-28');
    const answer = await office.handIn(await office.unit('wgxlj'), 'industry-4', 'wgxlj');
    expect(answer.json()).toMatchObject({ madeUp: false });
    expect(await office.duty('industry-4', 'wgxlj')).toMatchObject({
      dueOn: '2026-12-28',
      originalDueOn: '2026-12-25',
      holdReason: null,
    });
    const { id } = await office.duty('industry-4', 'wgxlj');
    expect(await office.world.count(sql`extension WHERE state = 'lapsed' AND duty_id = ${id}`)).toBe(1);
  });

  test('asked too late it is refused; refused after the due day, the unit has until the end of the next workday', async () => {
    const czj = await office.unit('czj');
    expect((await ask(czj, 'czj', ['measure-2'])).json<{ rows: object[] }>().rows).toMatchObject([
      { code: 'extension-too-late' },
    ]);
    const { id } = await office.duty('measure-3', 'xcb');
    await office.db.write(() =>
      office.db.changed(sql`
      INSERT INTO extension (duty_id, n, kind, request_key, asked_at, asked_by, old_due_on, new_due_on, reason, state,
                             escalates_on, decided_by, answer)
      VALUES (${id}, 1, 'request', 'asked-in-time', '2026-12-25T08:00:00.000Z', 1, '2026-12-25', '2027-01-06', '等数据',
              'pending', '2026-12-30', 0, '')`),
    );
    const late = await (
      await office.office()
    ).post('/api/extension-requests/asked-in-time/refusal', { answer: '须汇总' });
    expect(late.statusCode).toBe(200);
    expect(await office.duty('measure-3', 'xcb')).toMatchObject({
      dueOn: '2026-12-29',
      owedOn: '2026-12-29',
      ladderFrom: '2026-12-29',
    });
  });

  test('unanswered for 3 workdays it goes to the head, once, and is never granted by itself', async () => {
    const escalation = office.world.app.get(ExtensionEscalation);
    const { id } = await office.duty('measure-4', '360425');
    await office.db.write(() =>
      office.db.changed(sql`
      INSERT INTO extension (duty_id, n, kind, request_key, asked_at, asked_by, old_due_on, new_due_on, reason, state,
                             escalates_on, decided_by, answer)
      VALUES (${id}, 1, 'request', 'forgotten', '2026-12-25T08:00:00.000Z', 1, '2026-12-25', '2027-01-06', '等数据',
              'pending', '2026-12-30', 0, '')`),
    );
    expect(await escalation.escalateExtensions('2026-12-29')).toBe(0);
    expect(await escalation.escalateExtensions('2027-01-05')).toBe(1);
    expect(await office.notices('extension-escalated')).toMatchObject([
      { unitId: 0, audience: 'office', dutyId: id },
    ]);
    await as(office.world.app, 'office-head');
    expect(await escalation.escalateExtensions('2027-01-06')).toBe(0);
    expect(await office.duty('measure-4', '360425')).toMatchObject({ dueOn: '2026-12-25' });
  });
});
