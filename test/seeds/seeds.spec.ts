import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultTerms } from '../../src/domain/terms';
import { readSeedFiles } from '../../src/plan/seed-files';
import type { SeedFiles, SeedItem } from '../../src/plan/seed-shapes';
import { sayProblem } from '../../src/plan/yaml-reader';

const SEEDS = resolve(__dirname, '../../seeds');
const PLAN_TEXT = resolve(__dirname, '../../../shared/plan/jiujiang-2019-33.txt');
const COLLECTIVE = '各县〔市、区〕政府';

function readGood(): SeedFiles {
  const reading = readSeedFiles(SEEDS);
  if (!reading.ok) throw new Error(reading.problems.map(sayProblem).join('\n'));
  return reading.seeds;
}

const seeds = readGood();
const { units, collectives, plan, targets, schedules, ladder, calendar } = seeds;
const partiesOf = (item: SeedItem): string[] => [item.lead, ...item.support];

describe('the plan as data', () => {
  const assignments = plan.items.flatMap(partiesOf);

  it('has 195 assignments of 31 distinct names: 23 lead, 172 support', () => {
    expect(plan.items).toHaveLength(23);
    expect(assignments).toHaveLength(195);
    expect(new Set(assignments).size).toBe(31);
    expect(plan.items.reduce((sum, item) => sum + item.support.length, 0)).toBe(172);
  });

  it('expands to 471 charges: 47 lead, 424 support', () => {
    const members = new Map(collectives.map(({ name, members }) => [name, members.map((m) => m.member)]));
    const expand = (name: string) => members.get(name) ?? [name];
    const lead = plan.items.flatMap((item) => expand(item.lead));
    const all = plan.items.flatMap((item) => [...new Set(partiesOf(item).flatMap(expand))]);
    expect([lead.length, all.length - lead.length, all.length]).toEqual([47, 424, 471]);
  });

  it('names each charged unit of units.yaml, save the office and the addressee 鄱阳湖生态科技城', () => {
    const named = new Set(assignments);
    const idle = units.filter(({ name, kind }) => kind !== 'county' && !named.has(name));
    expect(idle.map(({ name }) => name)).toEqual(['市质量强市领导小组办公室', '鄱阳湖生态科技城']);
  });

  it('stands in document order, the industries after task 5 and under it', () => {
    const labels = plan.items.map(({ label }) => label);
    const range = (word: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${word}${from + index}`);
    expect(labels).toEqual([
      ...range('任务', 1, 5),
      ...range('产业', 1, 8),
      ...range('任务', 6, 11),
      ...range('保障', 1, 4),
    ]);
    const children = plan.items.filter(({ parent }) => parent !== null);
    expect(children.map(({ kind, parent }) => `${kind} ${parent}`)).toEqual(
      Array(8).fill('industry task-5'),
    );
  });

  it('has between 2 and 5 points in every item, each with its place', () => {
    for (const { label, points, place } of plan.items) {
      expect([label, points.length >= 2 && points.length <= 5]).toEqual([label, true]);
      expect(points.every((point) => point.place === place)).toBe(true);
    }
  });

  it('keeps every title, name and order of the 23 lists as they were checked against the print', () => {
    const lines = plan.items.map((item) => [item.code, item.title, ...partiesOf(item)].join('|'));
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      'ff88ea897ebe36b35cb6f80dbb1a54ff30c3e243dc8b0c82c94d3daee7fff6a3',
    );
  });
});

describe('the plan against its own text', () => {
  const present = existsSync(PLAN_TEXT);
  const needsText = present ? it : it.skip;
  const why = present ? '' : ' (skipped: shared/plan/jiujiang-2019-33.txt is not there)';
  const paragraphs = present ? readFileSync(PLAN_TEXT, 'utf8').split('\n') : [];

  needsText(`prints the same 23 titles and lists${why}`, () => {
    const printed = paragraphs.flatMap((paragraph) => {
      const list = /\(责任单位:(.+)\)\s*$/.exec(paragraph)?.[1];
      if (list === undefined) return [];
      // The collective's name holds a 、 of its own.
      const names = list.replaceAll(COLLECTIVE, '*').split(/[、,]/);
      const title = paragraph.replace(/^(\d+\.|\([一二三四]\))/, '').split('。')[0];
      return [[title, ...names.map((name) => name.trim().replace('*', COLLECTIVE))]];
    });
    expect(plan.items.map((item) => [item.title, ...partiesOf(item)])).toEqual(printed);
  });

  needsText(`prints the number, the title and the section headings${why}`, () => {
    const text = paragraphs.join('\n');
    expect(text).toContain(plan.number);
    expect(text.replaceAll('\n', '')).toContain(plan.title);
    for (const { place, title } of plan.sections) {
      const mark = place === '三' ? '三、' : place.slice(1).replace('（', '(').replace('）', ')');
      expect(paragraphs.map((line) => line.replace(/。$/, ''))).toContain(mark + title);
    }
  });
});

describe('units and the collective', () => {
  it('lists 45 units in 建制顺序, the office first', () => {
    const counts = new Map<string, number>();
    for (const { kind } of units) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect([...counts]).toEqual([
      ['office', 1],
      ['department', 21],
      ['party', 2],
      ['vertical', 3],
      ['county', 13],
      ['zone', 5],
    ]);
    expect(units.map(({ order }) => order)).toEqual(units.map((_, index) => index + 1));
  });

  it('expands the collective to the 13 counties in their usual order, since the plan was issued', () => {
    const counties = units.filter(({ kind }) => kind === 'county').map(({ name }) => name);
    expect(counties.map((name) => name.slice(0, 2)).join(' ')).toBe(
      '修水 武宁 永修 瑞昌 德安 庐山 都昌 湖口 彭泽 共青 浔阳 柴桑 濂溪',
    );
    expect(collectives.map(({ name }) => name)).toEqual([COLLECTIVE]);
    expect(collectives[0]?.members).toEqual(
      counties.map((member) => ({ member, since: plan.issuedOn, until: null })),
    );
  });

  it('marks the one full name that is uncertain', () => {
    expect(units.filter(({ uncertain }) => uncertain).map(({ name }) => name)).toEqual(['市政务服务局']);
  });
});

describe("the office's settings", () => {
  it('has the 16 targets of the plan', () => {
    expect(targets.map(({ item, kind, value, unit }) => `${item} ${kind} ${value}${unit}`)).toEqual([
      'null hold 1300家',
      'null hold 3600张',
      'task-1 reach 100%',
      'task-4 reach 100%',
      ...[2, 10, 5, 150, 750, 400, 15, 4, 20].map((value) => `task-5 reach ${value}张`),
      'task-6 reach 3个',
      'task-10 reach 5家',
      'task-10 reach 160家',
    ]);
    expect(new Set(targets.map(({ byOn }) => byOn))).toEqual(new Set(['2022-12-31']));
  });

  it('starts the two quarterly schedules in trial over all items, and the yearly days off', () => {
    const [lead, support, ...yearly] = schedules;
    const quarterly = { frequency: 'quarter', restRule: 'next', state: 'trial', whenSilent: 'late' };
    const items = plan.items.map(({ code }) => code);
    const due = (offset: number) => ({ anchor: 'day-of-last-month', offset });
    expect(lead).toMatchObject({ ...quarterly, role: 'lead', due: due(25), nilWhenSilent: [], items });
    expect(support).toMatchObject({ ...quarterly, role: 'support', due: due(20), items });
    expect(support?.nilWhenSilent).toEqual(['party', 'vertical']);
    expect(yearly.map((s) => [s.state, ...s.items, ...Object.values(s.due)].join(' '))).toEqual([
      'off measure-3 fixed 5 10',
      'off measure-3 fixed 6 9',
      'off measure-3 fixed 9 30',
      'off measure-3 fixed 10 14',
    ]);
  });

  it('climbs after 1, 3 and 8 workdays for leads, 1 and 5 for supporters', () => {
    expect(ladder.steps).toEqual({ lead: [1, 3, 8], support: [1, 5] });
    expect([ladder.reminders, ladder.sendAt]).toEqual([[5, 1, 0], '09:00']);
  });

  it('sets the same terms as the rules take when they are given none', () => {
    expect(ladder).toMatchObject(defaultTerms);
  });

  it('covers the years 2019 to 2026 by a calendar', () => {
    expect(calendar.years.map(({ year }) => year)).toEqual([
      2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
    ]);
    expect(calendar.coveredThrough).toBe('2026-12-31');
  });
});
