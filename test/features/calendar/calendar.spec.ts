import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Calendar } from '../../../src/calendar/calendar';
import type { CalendarYearView, NoticeReadingView } from '../../../src/calendar/calendar.view';
import { CalendarChanges } from '../../../src/calendar/calendar-changes';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { Settings } from '../../../src/platform/settings/settings';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openPlanApp } from '../plan/plan-app';

const NOTICE = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦:1月1日(周五)至3日(周日)放假调休,共3天。`;
const picture = {
  notice: '国办发明电〔2026〕9号',
  rest: ['2027-01-01', '2027-02-08', '2027-02-09'],
  work: ['2027-02-14'],
};

eachDatabase('the calendar', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  let office: Agent;
  let clock: FixedClock;

  beforeEach(async () => {
    db = await open();
    clock = new FixedClock(new Date('2026-11-23T01:00:00Z'));
    app = await openPlanApp(db, { clock });
    office = await as(app, 'office');
  });
  afterEach(() => app.close());

  const year = async (number: number) =>
    (await office.get(`/api/calendar?year=${number}`)).json<CalendarYearView>();
  const load = (number: number, body: object, version = 1) =>
    office.put(`/api/calendar/years/${number}`, body, { 'if-match': `"${version}"` });

  test('shows a year with its notice, and from 1 November that the next is missing', async () => {
    expect(await year(2026)).toMatchObject({
      known: true,
      workdays: 248,
      coveredThrough: '2026-12-31',
      nextYearMissing: true,
    });
    expect(await year(2027)).toMatchObject({ known: false, notice: '', rest: [] });
  });

  test('reads a pasted notice and stores nothing', async () => {
    const read = (await office.post('/api/calendar/readings', { text: NOTICE })).json<NoticeReadingView>();
    expect(read).toMatchObject({
      year: 2027,
      number: '国办发明电〔2026〕9号',
      rest: ['2027-01-01'],
      work: [],
    });
    expect(read.doubts.length).toBeGreaterThan(0); // six festivals are missing
    expect((await year(2027)).known).toBe(false);
  });

  test('loading a year moves the cover, wakes every cached calendar and tells who is concerned, in one write', async () => {
    const other = new Calendar(db, new Settings(db));
    expect((await other.current()).isKnown('2027-02-08')).toBe(false);
    const told: unknown[] = [];
    app.get(CalendarChanges).register({
      preview: (next) =>
        Promise.resolve([
          { what: '试算', count: 1, before: '2027-02-08', after: next.onOrAfter('2027-02-08') },
        ]),
      apply: (_, next) => {
        told.push(db.inWrite, next.isWorkday('2027-02-08'));
        return Promise.resolve();
      },
    });
    const preview = await office.post('/api/calendar/years/2027/preview', picture);
    expect(preview.json()).toEqual([{ what: '试算', count: 1, before: '2027-02-08', after: '2027-02-10' }]);
    expect(told).toEqual([]);

    expect((await load(2027, picture)).json()).toMatchObject({
      known: true,
      version: 2,
      nextYearMissing: false,
      ...picture,
    });
    expect(told).toEqual([true, false]);
    expect((await other.current()).isWorkday('2027-02-08')).toBe(false);
    expect((await other.current()).isWorkday('2027-02-14')).toBe(true);
  });

  test('loading a year again replaces it', async () => {
    await load(2027, picture);
    expect((await load(2027, { ...picture, rest: ['2027-01-01'], work: [] }, 2)).json()).toMatchObject({
      rest: ['2027-01-01'],
      work: [],
    });
  });

  test('a year behind a gap does not move the cover', async () => {
    const far = { notice: '待核', rest: ['2028-01-03'], work: [] };
    expect((await load(2028, far)).json()).toMatchObject({ known: false, coveredThrough: '2026-12-31' });
  });

  test('of two who load the same year at once, one is told that somebody was faster', async () => {
    const answers = await Promise.all([load(2027, picture), load(2027, { ...picture, notice: '另一份' })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  });

  test('a New Year holiday may reach back into December, whose year keeps its own notice', async () => {
    const reaching = { ...picture, rest: ['2026-12-31', '2027-01-01'] };
    expect((await load(2027, reaching)).statusCode).toBe(200);
    const before = await year(2026);
    expect(before).toMatchObject({ workdays: 247, rest: expect.arrayContaining(['2026-12-31']) as unknown });
    expect(before.notice).not.toBe(picture.notice);
  });

  test('such a day stays when its own year is loaded again, and goes with a notice that no longer names it', async () => {
    const own = { notice: '国办发明电〔2025〕7号', rest: ['2026-01-01'], work: [] };
    await load(2027, { ...picture, rest: ['2026-12-31', '2027-01-01'] });
    const preview = await office.post('/api/calendar/years/2026/preview', own);
    expect(preview.statusCode).toBe(200);
    expect((await load(2026, { ...own, work: ['2026-12-26'] }, 2)).json()).toMatchObject({
      rest: ['2026-01-01', '2026-12-31'],
      work: ['2026-12-26'],
    });
    await load(2027, picture, 3);
    expect(await year(2026)).toMatchObject({ rest: ['2026-01-01'], work: ['2026-12-26'] });
  });

  test.each([
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2027-01-05', true],
    ['2027-12-31', true],
  ])('on %s the missing notice is a to-do: %s', async (day, missing) => {
    clock.set(new Date(`${day}T01:00:00Z`));
    office = await as(app, 'office');
    expect((await year(2026)).nextYearMissing).toBe(missing);
  });

  test('a change that a concerned feature refuses is undone as a whole', async () => {
    app.get(CalendarChanges).register({
      preview: () => Promise.resolve([]),
      apply: () => Promise.reject(new Error('no')),
    });
    expect((await load(2027, picture)).statusCode).toBe(500);
    expect(await year(2027)).toMatchObject({ version: 1, known: false, rest: [] });
    expect((await app.get(Calendar).current()).isKnown('2027-02-08')).toBe(false);
  });

  test.each([
    ['a day of another year', { rest: ['2026-05-01'] }, 'calendar-day-outside'],
    ['a day both off and worked', { rest: ['2027-01-01', '2027-02-14'] }, 'calendar-day-twice'],
    ['no holiday at all', { rest: [], work: [] }, 'calendar-year-empty'],
    ['a day that does not exist', { rest: ['2027-02-30'] }, 'invalid-input'],
  ])('refuses %s', async (_, wrong, code) => {
    expect((await load(2027, { ...picture, ...wrong })).json<ProblemView>().code).toBe(code);
  });

  test('refuses an older version and who is not the office', async () => {
    expect((await load(2027, picture, 7)).statusCode).toBe(412);
    const unit = await as(app, 'unit', 'gxj');
    expect((await unit.put('/api/calendar/years/2027', picture, { 'if-match': '1' })).statusCode).toBe(404);
  });

  test('the office confirms unknown days, not days a notice covers', async () => {
    const confirm = (through: string, version: number) =>
      office.post('/api/calendar/confirmations', { through }, { 'if-match': `"${version}"` });
    expect((await confirm('2026-12-31', 1)).json<ProblemView>().code).toBe('calendar-already-covered');
    expect((await confirm('2028-01-01', 1)).json<ProblemView>().code).toBe('calendar-too-far');
    expect((await confirm('2027-01-31', 1)).json()).toMatchObject({
      year: 2027,
      confirmedThrough: '2027-01-31',
      version: 2,
    });
    expect(await app.get(Calendar).confirmedThrough()).toBe('2027-01-31');
    expect((await confirm('2027-12-31', 2)).statusCode).toBe(201);
  });
});
