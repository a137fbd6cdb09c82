import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { codeOf, ifMatch, openReporting, type Reporting } from './reporting';

eachDatabase('drafts', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open());
  });
  afterAll(() => office.world.app.close());

  test('two contacts share a draft: the slower one is told who was faster, and neither text is lost', async () => {
    const [first, second] = [await office.unit('gxj'), await office.unit('gxj')];
    const { id } = await office.duty('industry-5', 'gxj');
    const url = `/api/duties/${id}/draft`;
    const empty = await first.get(url);
    expect([empty.json<{ version: number }>().version, empty.headers.etag]).toEqual([0, '"0"']);
    expect((await first.put(url, { progress: '已摸底' }, ifMatch(0))).json()).toMatchObject({
      version: 1,
      kind: 'full',
    });
    const late = await second.put(url, { progress: '另一稿' }, ifMatch(0));
    expect([late.statusCode, codeOf(late)]).toEqual([412, 'draft-changed']);
    expect(late.json<{ facts: object }>().facts).toEqual({
      by: first.session.account.displayName,
      time: '09:00',
    });
    expect((await second.get(url)).json()).toMatchObject({ progress: '已摸底', version: 1 });
    expect((await second.put(url, { progress: '合并稿' }, ifMatch(1))).json()).toMatchObject({ version: 2 });
  });

  test('handing in uses the draft up: who types on is told that it changed', async () => {
    const swj = await office.unit('swj');
    const { id } = await office.duty('industry-7', 'swj');
    await swj.put(`/api/duties/${id}/draft`, { progress: '已摸底' }, ifMatch(0));
    await office.handIn(swj, 'industry-7', 'swj');
    expect((await swj.put(`/api/duties/${id}/draft`, { progress: '又一句' }, ifMatch(1))).statusCode).toBe(
      412,
    );
    expect(await office.world.count(sql`draft WHERE duty_id = ${id}`)).toBe(0);
  });

  test("nobody reads another unit's draft, the office neither; a secrecy mark is not even kept as a draft", async () => {
    const nyncj = await office.unit('nyncj');
    const { id } = await office.duty('industry-3', 'nyncj');
    expect((await nyncj.put(`/api/duties/${id}/draft`, { remark: '绝密★' }, ifMatch(0))).statusCode).toBe(
      422,
    );
    for (const agent of [await office.unit('scjgj'), await office.office()]) {
      expect((await agent.get(`/api/duties/${id}/draft`)).statusCode).toBe(404);
      expect((await agent.put(`/api/duties/${id}/draft`, {}, ifMatch(0))).statusCode).toBe(404);
    }
    expect((await nyncj.put(`/api/duties/${id}/draft`, {})).statusCode).toBe(428);
    expect(await office.world.count(sql`draft WHERE duty_id = ${id}`)).toBe(0);
  });
});
