import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { Page } from '../../../src/platform/http/page';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import type { ChargeView } from '../../../src/plan/charge.view';
import { unitIdsActingFor } from '../../../src/units/acting-for';
import type { CollectiveView, UnitDetailView, UnitView } from '../../../src/units/unit.view';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { idOf, openPlanApp } from '../plan/plan-app';

eachDatabase('units', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  let office: Agent;

  beforeAll(async () => {
    db = await open();
    app = await openPlanApp(db, { clock: new FixedClock(new Date('2026-12-14T01:00:00Z')) });
    office = await as(app, 'office');
  });
  afterAll(() => app.close());

  const unit = async (code: string) =>
    (await office.get(`/api/units/${await idOf(db, 'unit', code)}`)).json<UnitDetailView>();
  const correct = async (code: string, field: string, value: string, version?: number) => {
    const { id, version: current } = await unit(code);
    const body = { field, value, reason: '机构改革' };
    return office.post(`/api/units/${id}/corrections`, body, { 'if-match': `"${version ?? current}"` });
  };
  const merge = async (code: string, into: string, on = '2026-12-01') => {
    const { id, version } = await unit(code);
    const body = { successorId: await idOf(db, 'unit', into), on, reason: '机构改革' };
    return office.post(`/api/units/${id}/succession`, body, { 'if-match': `"${version}"` });
  };

  test('stand in 建制顺序, counties as the city orders them', async () => {
    const names = (await office.get('/api/units?kind=county'))
      .json<Page<UnitView>>()
      .rows.map((row) => row.name);
    expect(names.slice(0, 5)).toEqual(['修水县', '武宁县', '永修县', '瑞昌市', '德安县']);
    expect(names).toHaveLength(13);
  });

  test.each([
    ['part of a name', '卫健', ['市卫健委']],
    ['an alias', '经开', ['九江经济技术开发区']],
    ['a code in capitals', 'GXJ', ['市工信局']],
    ['a wildcard, taken as it is', '%', []],
  ])('are found by %s', async (_, q, names) => {
    const { rows } = (await office.get(`/api/units?q=${encodeURIComponent(q)}`)).json<Page<UnitView>>();
    expect(rows.map((row) => row.name)).toEqual(names);
  });

  test('a renamed unit keeps its code; its old name is history and an alias', async () => {
    const renamed = await correct('wgxlj', 'name', '市文广旅局');
    expect(renamed.json()).toMatchObject({
      code: 'wgxlj',
      name: '市文广旅局',
      aliases: expect.arrayContaining(['市文广新旅局']) as unknown,
      corrections: [{ field: 'name', oldValue: '市文广新旅局', newValue: '市文广旅局', reason: '机构改革' }],
    });
    expect((await correct('wgxlj', 'name', '市文广新旅局')).json()).toMatchObject({
      aliases: ['市文广旅局'],
    });
  });

  test('an uncertain full name is confirmed by correcting it, even to itself', async () => {
    const before = await unit('zwfwj');
    expect(before.nameConfirmed).toBe(false);
    expect((await correct('zwfwj', 'fullName', before.fullName)).json<UnitView>().nameConfirmed).toBe(true);
  });

  test.each([
    ['a name another unit has', 'name', '市发改委', 'unit-name-taken'],
    ['a name that is a collective', 'name', '各县〔市、区〕政府', 'unit-name-taken'],
    ['an alias of another unit', 'name', '九江经开区', 'unit-name-taken'],
    ['the same value', 'kind', 'department', 'nothing-changes'],
    ['a matrix name of five', 'matrixName', '工业信息化', 'invalid-input'],
    ['an empty name', 'fullName', '  ', 'invalid-input'],
    ['a kind that is none', 'kind', 'village', 'invalid-input'],
    ['a field that never changes', 'code', 'x', 'invalid-input'],
  ])('a correction to %s is refused', async (_, field, value, code) => {
    expect((await correct('gxj', field, value)).json<ProblemView>().code).toBe(code);
    expect((await unit('gxj')).version).toBe(1);
  });

  test('a correction of an older version is refused', async () => {
    expect((await correct('gxj', 'officePhone', '0792-1', 9)).statusCode).toBe(412);
  });

  test('only the office corrects', async () => {
    const gxj = await as(app, 'unit', 'gxj');
    const id = await idOf(db, 'unit', 'gxj');
    const answer = await gxj.post(
      `/api/units/${id}/corrections`,
      { field: 'kind', value: 'zone', reason: '试' },
      { 'if-match': '1' },
    );
    expect(answer.statusCode).toBe(404);
  });

  test('a merged unit names its successor, who acts for it and for those merged before', async () => {
    expect((await merge('jrb', 'czj')).statusCode).toBe(201);
    expect((await merge('czj', 'fgw')).statusCode).toBe(201);
    const ids = await Promise.all(['fgw', 'czj', 'jrb'].map((code) => idOf(db, 'unit', code)));
    expect(await unitIdsActingFor(db, ids[0] ?? 0)).toEqual(ids.sort((a, b) => a - b));
    expect((await unit('jrb')).succeededOn).toBe('2026-12-01');
    const fgw = await as(app, 'unit', 'fgw');
    // both were charged in the same items: the successor's charges go on
    const units = (await fgw.get('/api/charges?size=200&state=ended'))
      .json<Page<ChargeView>>()
      .rows.map((row) => row.unitName);
    expect(units).toContain('市政府金融办');
  });

  test.each([
    ['into itself', 'gxj', 'gxj', '2026-12-01', 'succession-cycle'],
    ['into a unit it has taken over', 'fgw', 'jrb', '2026-12-01', 'succession-cycle'],
    ['into a merged unit', 'gxj', 'jrb', '2026-12-01', 'unit-merged'],
    ['a second time', 'jrb', 'gxj', '2026-12-01', 'unit-merged'],
    ['on a day that has not come', 'gxj', 'fgw', '2026-12-15', 'day-in-future'],
  ])('a merger %s is refused', async (_, code, into, on, refusal) => {
    expect((await merge(code, into, on)).json<ProblemView>().code).toBe(refusal);
  });

  test('two units that merge into each other at once do not both', async () => {
    const answers = await Promise.all([merge('gaj', 'sfj'), merge('sfj', 'gaj')]);
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  });

  test('another spelling is added once', async () => {
    const id = await idOf(db, 'unit', 'kjj');
    const add = (name: string) => office.post(`/api/units/${id}/aliases`, { name });
    expect((await add('市科学技术局')).json<UnitView>().aliases).toContain('市科学技术局');
    expect((await add('市科学技术局')).json<ProblemView>().code).toBe('nothing-changes');
    expect((await add('市发改委')).json<ProblemView>().code).toBe('unit-name-taken');
  });

  test('the collective has its thirteen members in order', async () => {
    const [collective] = (await office.get('/api/collectives')).json<CollectiveView[]>();
    expect(collective?.name).toBe('各县〔市、区〕政府');
    expect(collective?.members.map((one) => one.unitName)[12]).toBe('濂溪区');
  });

  test('every change is in the record', async () => {
    const rows = await db.rows<{ action: string }>(
      sql`SELECT DISTINCT action FROM audit WHERE subject = 'unit' ORDER BY action`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'unit.alias-added',
      'unit.corrected',
      'unit.succeeded',
    ]);
  });
});
