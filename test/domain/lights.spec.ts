import { itemLight, unitLight, withManual } from '../../src/domain/light-sums';
import {
  type Colour,
  dutyLight,
  type DutyLightFacts,
  type Light,
  lightWords,
  sayLight,
} from '../../src/domain/lights';
import { aDuty, shanghai } from './a-duty';
import { calendar } from './calendar-of-record';

function seen(facts: Partial<DutyLightFacts> = {}): DutyLightFacts {
  return {
    ...aDuty(facts),
    holds: [],
    waivedFor: null,
    notInvolvedOn: null,
    reminded: 0,
    urged: 0,
    ...facts,
  };
}

const handedIn = shanghai('2026-12-18');
const late = shanghai('2026-12-23');
const returned = {
  state: 'returned',
  round: 2,
  fixBy: '2026-12-30',
  owedOn: '2026-12-30',
  firstHandedAt: handedIn,
} as const;
const extended = {
  originalDueOn: '2026-12-21',
  dueOn: '2026-12-28',
  owedOn: '2026-12-28',
  ladderBase: '2026-12-28',
};

describe('the light of a duty', () => {
  test('due 21 December with nothing handed in is red on the 23rd, with what was sent', () => {
    const light = dutyLight(seen({ reminded: 3, urged: 1 }), '2026-12-23', calendar);
    expect(light).toMatchObject({ colour: 'red', on: '2026-12-21' });
    expect(light.reason).toBe('逾期2个工作日(原定12月21日),已提醒3次、催办1次');
  });

  test.each<[Colour, string, Partial<DutyLightFacts>, string]>([
    ['grey', '不涉及:12月1日认定', { notInvolvedOn: '2026-12-01' }, '2026-12-23'],
    ['grey', '免报:异议成立', { state: 'waived', waivedFor: '异议成立' }, '2026-12-23'],
    ['grey', '未开始,10月1日起', {}, '2026-09-30'],
    ['grey', '试运行', { counts: 0 }, '2026-12-23'],
    ['grey', '试运行', { counts: 0, state: 'submitted', firstHandedAt: handedIn }, '2026-12-23'],
    ['grey', '未送达,不计逾期', { holds: ['unserved'] }, '2026-12-23'],
    ['grey', '未送达,不计逾期', { holds: ['good-reason', 'no-contact'] }, '2026-12-23'],
    ['grey', '延期申请待答复,暂不计时', { holds: ['extension'] }, '2026-12-22'],
    ['grey', '异议待答复,暂不计时', { holds: ['objection'] }, '2026-12-22'],
    ['grey', '已认定正当理由,期间不计逾期', { holds: ['promise', 'good-reason'] }, '2026-12-23'],
    ['grey', '已认定正当理由,期间不计逾期', { ...returned, holds: ['good-reason'] }, '2026-12-31'],
    ['grey', '送达较晚,12月24日前报送不计逾期', { ladderBase: '2026-12-24' }, '2026-12-24'],
    ['grey', '系统补建,12月24日前报送不计逾期', { ladderBase: '2026-12-24', openedLate: 1 }, '2026-12-22'],
    ['grey', '待放假安排,时限暂定', { dueOn: '2027-03-22', owedOn: '2027-03-22' }, '2026-12-31'],
    ['red', '逾期1个工作日(原定12月21日)', {}, '2026-12-22'],
    ['red', '逾期1个工作日(原定12月21日),已催办1次', { urged: 1 }, '2026-12-22'],
    ['red', '逾期2个工作日(原定12月21日)', { holds: ['promise'] }, '2026-12-23'],
    ['red', '逾期1个工作日(原定12月21日,已延期至12月28日)', extended, '2026-12-29'],
    ['yellow', '已退回,12月30日前整改(首次报送按时)', returned, '2026-12-30'],
    ['yellow', '已退回,12月30日前整改(首次报送逾期)', { ...returned, firstHandedAt: late }, '2026-12-28'],
    ['yellow', '整改逾期1个工作日', returned, '2026-12-31'],
    ['yellow', '已补报,迟2个工作日;仅记本期', { state: 'accepted', firstHandedAt: late }, '2026-12-31'],
    ['yellow', '已补报,迟2个工作日;仅记本期', { state: 'submitted', firstHandedAt: late }, '2027-01-05'],
    ['blue', '剩3个工作日,12月21日截止,尚未报送', {}, '2026-12-16'],
    ['blue', '今日24时截止', {}, '2026-12-21'],
    ['blue', '剩2天,12月20日截止,尚未报送', { dueOn: '2026-12-20', owedOn: '2026-12-20' }, '2026-12-18'],
    ['blue', '剩1个工作日,12月28日截止,尚未报送(已延期,原定12月21日)', extended, '2026-12-25'],
    ['green', '未到期,12月21日前报', {}, '2026-12-15'],
    ['green', '未到期,12月28日前报(已延期,原定12月21日)', extended, '2026-12-21'],
    ['green', '本期已按时报送(12月18日)', { state: 'submitted', firstHandedAt: handedIn }, '2026-12-23'],
    [
      'green',
      '本期已按时报送(12月18日)',
      { state: 'accepted', firstHandedAt: handedIn, holds: ['unserved'] },
      '2026-12-23',
    ],
    ['green', '期满未报,视为无新进展', { state: 'accepted' }, '2026-12-23'],
    ['green', '已补报(12月23日)', { state: 'accepted', firstHandedAt: late }, '2027-01-05'],
    ['green', '已补报(12月23日)', { state: 'accepted', firstHandedAt: late, period: '质量月' }, '2027-01-05'],
  ])('is %s: %s', (colour, reason, facts, today) => {
    expect(dutyLight(seen(facts), today, calendar)).toMatchObject({ colour, reason });
  });
});

const light = (colour: Colour, on: string | null = null, reason = '……'): Light => ({ colour, reason, on });

describe('the light of a unit', () => {
  test('is the worst of its own with the count and the earliest day', () => {
    const lights = [
      light('red', '2026-12-25'),
      light('red', '2026-12-21'),
      light('yellow', '2026-12-01'),
      ...Array.from({ length: 20 }, () => light('green', '2026-12-21')),
    ];
    expect(sayLight(unitLight(lights))).toBe('红:2项逾期(共23项),最早12月21日');
  });

  test.each<[string, Light[], string]>([
    ['all well', [light('green', '2026-12-21'), light('grey')], '绿:1项正常(共2项)'],
    ['nothing counts', [light('grey'), light('grey')], '灰:2项不计(共2项)'],
    ['nothing owed', [], '灰:没有应报事项'],
    ['one nearly due', [light('green'), light('blue', '2026-12-21')], '蓝:1项临期(共2项),最早12月21日'],
  ])('with %s says so', (_, lights, said) => {
    expect(sayLight(unitLight(lights))).toBe(said);
  });
});

describe('the light of an item', () => {
  const parts = { total: 15, handedIn: 13, overdue: 2 };
  const back = light('yellow', '2026-12-30', '已退回,12月30日前整改(首次报送按时)');
  const fine = light('green', '2026-12-25', '本期已按时报送(12月18日)');

  test.each<[string, Light[], Light[], string]>([
    ['a returned report', [back], [], '黄:牵头报告已退回,12月30日前整改(首次报送按时);配合欠报2家'],
    ['late parts, which never colour it', [fine], [], '绿:牵头报告本期已按时报送(12月18日);配合欠报2家'],
    [
      'an overdue report',
      [light('red', '2026-12-25', '逾期2个工作日')],
      [],
      '红:牵头报告逾期2个工作日;配合材料13/15已到',
    ],
    [
      'a target behind',
      [fine],
      [light('yellow', null, '指标欠进度12个百分点')],
      '黄:指标欠进度12个百分点;配合欠报2家',
    ],
    [
      'many leads',
      [fine, light('red', '2026-12-25'), light('red', '2026-12-28')],
      [],
      '红:2家逾期(共3家牵头单位),最早12月25日;配合材料13/15已到',
    ],
    ['trial', [light('grey', null, '试运行')], [], '灰:试运行;配合欠报2家'],
  ])('speaks of %s', (_, leads, targets, said) => {
    expect(sayLight(itemLight({ leads, targets, parts }))).toBe(said);
  });

  test('with nothing owed is grey', () => {
    const none = { total: 0, handedIn: 0, overdue: 0 };
    expect(sayLight(itemLight({ leads: [], targets: [], parts: none }))).toBe('灰:本期没有应报内容');
  });
});

test('a manual light says who set it and why, and ends on its day', () => {
  const manual = { colour: 'green' as const, reason: '材料已当面提交', by: '张某', until: '2027-01-31' };
  expect(withManual(light('red'), manual, '2027-01-31')).toMatchObject({
    colour: 'green',
    reason: '人工调整为绿:材料已当面提交,张某,有效至1月31日',
  });
  expect(withManual(light('red'), manual, '2027-02-01').colour).toBe('red');
  expect(withManual(light('red'), null, '2027-01-01').colour).toBe('red');
});

test('five lights have five shapes and five words', () => {
  const words = Object.values(lightWords);
  expect(words.map(({ shape }) => shape).sort()).toEqual(['■', '▲', '◆', '●', '○'].sort());
  expect(new Set(words.map(({ word }) => word)).size).toBe(5);
});
