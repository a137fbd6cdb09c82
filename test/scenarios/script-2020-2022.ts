import type { Day } from '../../src/domain/day';
import type { Scene, Story } from './story';

/** 市市监局, 市工信局, 九江海关, 修水县, 武宁县 */
export const UNITS = ['scjgj', 'gxj', 'customs', '360424', '360423'] as const;
export const ITEMS = ['task-4', 'industry-5', 'task-6'] as const;

/** The computer room was without power: nobody could sign in and no sweep ran. */
export const OUTAGE = { from: '2021-06-19', to: '2021-06-30' };
export const isOff = (day: Day): boolean => day >= OUTAGE.from && day <= OUTAGE.to;

type Act = (story: Story, period: string) => Promise<unknown>;

/** On which days an ordinary quarter's parts and reports come in, and when the office reviews. */
const QUARTERS: readonly (readonly [period: string, parts: Day, leads: Day, review: Day])[] = [
  ['2020Q1', '2020-03-18', '2020-03-24', '2020-03-27'],
  ['2020Q2', '2020-06-19', '2020-06-24', '2020-06-30'],
  ['2020Q3', '2020-09-18', '2020-09-24', '2020-09-28'],
  ['2020Q4', '2020-12-18', '2020-12-24', '2020-12-29'],
  ['2021Q1', '2021-03-19', '2021-03-24', '2021-03-29'],
  ['2021Q2', '2021-06-18', '2021-07-01', '2021-07-05'],
  ['2021Q3', '2021-09-17', '2021-09-24', '2021-09-28'],
  ['2021Q4', '2021-12-17', '2021-12-24', '2021-12-29'],
  ['2022Q1', '2022-03-18', '2022-03-24', '2022-03-29'],
  ['2022Q2', '2022-06-17', '2022-06-24', '2022-06-29'],
  ['2022Q3', '2022-09-19', '2022-09-29', '2022-10-09'],
  ['2022Q4', '2022-12-19', '2022-12-23', '2022-12-28'],
];

const part =
  (unit: string, items: readonly string[]): Act =>
  (story, period) =>
    story.handIn(unit, items, period, `本期指导企业12家,新增获证3家。`);

const PARTS: Readonly<Record<string, Act>> = {
  'gxj parts': part('gxj', ['task-4']),
  'scjgj parts': part('scjgj', ['task-6']),
  '360424 parts': part('360424', ['task-4', 'industry-5']),
  '360423 parts': part('360423', ['task-4', 'industry-5']),
};

const LEADS: readonly (readonly [unit: string, item: string])[] = [
  ['scjgj', 'task-4'],
  ['gxj', 'industry-5'],
  ['360424', 'task-6'],
  ['360423', 'task-6'],
];

/** What did not go the ordinary way: `unit parts` or `unit item` of a quarter, told below instead. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  '2020Q1': ['360423 parts', '360423 task-6'],
  '2020Q2': ['gxj industry-5'],
  '2020Q3': ['gxj industry-5', '360424 task-6'],
  '2020Q4': ['gxj industry-5'],
  '2021Q2': ['360424 parts', '360424 task-6'],
  '2021Q3': ['360424 task-6'],
  '2022Q1': ['gxj industry-5', '360424 parts'],
  '2022Q2': ['360424 task-6', '360424 parts'],
  '2022Q3': ['360424 parts'],
  '2022Q4': ['gxj industry-5'],
};

function ordinary(): Scene[] {
  return QUARTERS.flatMap(([period, partsOn, leadsOn, reviewOn]) => {
    const usual = (what: string): boolean => !(OTHERWISE[period] ?? []).includes(what);
    const parts = Object.entries(PARTS).filter(([what]) => usual(what));
    const leads = LEADS.filter(([unit, item]) => usual(`${unit} ${item}`));
    const text = '本期新增获证企业6家,完成培训2期,现场帮扶9家。';
    return [
      ...parts.map(([, act], n): Scene => [`${partsOn} 10:${10 + n}`, (story) => act(story, period)]),
      ...leads.map(([unit, item], n): Scene => [
        `${leadsOn} 15:${10 + n}`,
        (story) => story.handIn(unit, [item], period, text),
      ]),
      ...leads.map(([unit, item], n): Scene => [
        `${reviewOn} 09:${30 + n}`,
        (story) => story.accept(unit, item, period),
      ]),
    ];
  });
}

const EXTRAORDINARY: readonly Scene[] = [
  // 下发之后:多数单位签收,武宁县一直没有登录
  ...['scjgj', 'gxj', 'customs', '360424'].map((unit, n): Scene => [
    `2020-01-06 09:${30 + n}`,
    (s) => s.signIn(unit),
  ]),
  // 异议,答复期限跨春节延长假期
  ['2020-01-22 14:00', (s) => s.object('gxj', 'task-4', '强制性认证监管职责不在本局。')],
  [
    '2020-02-05 10:00',
    (s) => s.answerObjection('gxj', 'task-4', 'refused', '方案明确市工信局为配合单位,维持分工。'),
  ],
  [
    '2020-03-17 16:00',
    (s) => s.handIn('customs', ['task-4'], '2020Q1', '本期抽查进口强制性认证产品31批次。'),
  ],
  // 未送达:武宁县迟至4月7日才登录,此前不计逾期
  ['2020-04-07 09:40', (s) => s.signIn('360423')],
  ['2020-04-16 11:00', (s) => s.handIn('360423', ['task-4', 'industry-5'], '2020Q1', '本期走访企业8家。')],
  ['2020-04-16 11:05', (s) => s.handIn('360423', ['task-6'], '2020Q1', '示范区创建方案已印发。')],
  ['2020-04-20 10:00', (s) => s.accept('360423', 'task-6', '2020Q1')],
  // 端午节:6月25日顺延至6月28日(周日上班),当晚报送仍为按时
  ['2020-06-28 23:40', (s) => s.handIn('gxj', ['industry-5'], '2020Q2', '纺织行业新增质量管理体系认证4家。')],
  ['2020-06-30 10:00', (s) => s.accept('gxj', 'industry-5', '2020Q2')],
  // 国庆节前后:逾期、催办、跟办、承诺
  [
    '2020-09-25 16:00',
    (s) => s.askMoreTime('360424', 'task-6', '2020Q3', '2020-10-09', '抗洪救灾,示范区数据需重新核实。'),
  ],
  ['2020-09-27 10:00', (s) => s.answerMoreTime(true, '同意')],
  ['2020-09-30 15:00', (s) => s.replyToCase('gxj', '数据正在汇总,节后报送。', '2020-10-12')],
  ['2020-10-09 11:00', (s) => s.handIn('360424', ['task-6'], '2020Q3', '新增创建主体2个。')],
  ['2020-10-12 09:50', (s) => s.accept('360424', 'task-6', '2020Q3')],
  ['2020-10-12 17:00', (s) => s.handIn('gxj', ['industry-5'], '2020Q3', '纺织行业新增认证3家,在审5家。')],
  ['2020-10-14 10:00', (s) => s.accept('gxj', 'industry-5', '2020Q3')],
  // 退回与整改
  ['2020-12-24 15:20', (s) => s.handIn('gxj', ['industry-5'], '2020Q4', '各项工作有序推进。')],
  ['2020-12-28 10:00', (s) => s.sendBack('gxj', 'industry-5', '2020Q4', '"有序推进"请写明具体做法和成效')],
  [
    '2020-12-31 16:00',
    (s) => s.handIn('gxj', ['industry-5'], '2020Q4', '本年纺织行业新增认证14家,培训5期。'),
  ],
  ['2021-01-04 10:00', (s) => s.accept('gxj', 'industry-5', '2020Q4', '请下期附新增企业名单')],
  ['2021-03-18 16:00', (s) => s.handIn('customs', ['task-4'], '2021Q1', '本期抽查27批次,全部合格。')],
  // 停电之后:7月1日恢复,当天只走第1步;牵头报告因停电统一顺延,配合材料次日才走第2步
  ['2021-07-01 10:00', (s) => s.postponeAll('lead', '2021Q2', '2021-07-02', '停电期间无法报送')],
  ['2021-07-02 14:00', (s) => s.handIn('360424', ['task-6'], '2021Q2', '示范区通过中期评估。')],
  ['2021-07-05 10:00', (s) => s.accept('360424', 'task-6', '2021Q2')],
  ['2021-07-06 16:00', (s) => s.handIn('360424', ['task-4', 'industry-5'], '2021Q2', '本期走访企业10家。')],
  // 中秋调休:9月25日(周六)顺延至9月26日(周日上班)
  ['2021-09-26 10:30', (s) => s.handIn('360424', ['task-6'], '2021Q3', '新增有机产品认证面积300亩。')],
  ['2021-09-28 10:00', (s) => s.accept('360424', 'task-6', '2021Q3')],
  // 重新打开,整改期跨春节
  ['2022-01-28 10:00', (s) => s.reopen('gxj', 'industry-5', '2021Q4', '全年获证数与公开数据不一致,请核对。')],
  ['2022-02-07 15:00', (s) => s.handIn('gxj', ['industry-5'], '2021Q4', '经核对,全年新增认证11家。')],
  ['2022-02-09 10:00', (s) => s.accept('gxj', 'industry-5', '2021Q4')],
  // 对退回提出异议,由负责人答复
  ['2022-03-18 10:30', (s) => s.handIn('360424', ['industry-5'], '2022Q1', '纺织园区新增获证1家。')],
  ['2022-03-18 10:32', (s) => s.nil('360424', ['task-4'], '2022Q1')],
  ['2022-03-24 15:30', (s) => s.handIn('gxj', ['industry-5'], '2022Q1', '新增认证5家,名单见第二段。')],
  ['2022-03-28 10:00', (s) => s.sendBack('gxj', 'industry-5', '2022Q1', '缺少新增企业名单')],
  ['2022-03-29 11:00', (s) => s.dispute('gxj', 'industry-5', '2022Q1', '名单已在第二段列明。')],
  ['2022-03-31 09:30', (s) => s.answerDispute(true, '经复核名单已列明,撤销退回。')],
  ['2022-04-01 10:00', (s) => s.accept('gxj', 'industry-5', '2022Q1')],
  // 延期不同意,答复已过时限:次一工作日前报送视为按时
  ['2022-06-17 10:30', (s) => s.handIn('360424', ['industry-5'], '2022Q2', '本期帮扶企业6家。')],
  ['2022-06-17 10:32', (s) => s.nil('360424', ['task-4'], '2022Q2')],
  [
    '2022-06-24 16:30',
    (s) => s.askMoreTime('360424', 'task-6', '2022Q2', '2022-07-05', '汛期值守,人手不足。'),
  ],
  ['2022-06-28 11:00', (s) => s.answerMoreTime(false, '全市通报须于6月底汇总')],
  ['2022-06-29 16:00', (s) => s.handIn('360424', ['task-6'], '2022Q2', '完成示范区年度自评。')],
  ['2022-07-01 10:00', (s) => s.accept('360424', 'task-6', '2022Q2')],
  // 统一顺延;连续第三次零报告须说明原因
  ['2022-09-13 10:00', (s) => s.postponeAll('lead', '2022Q3', '2022-09-30', '疫情防控')],
  ['2022-09-19 10:30', (s) => s.handIn('360424', ['industry-5'], '2022Q3', '本期帮扶企业4家。')],
  ['2022-09-19 10:32', (s) => s.nil('360424', ['task-4'], '2022Q3', '待省级目录调整批复。')],
  // 年末逾期,补报后自动销号
  ['2022-12-30 10:00', (s) => s.handIn('gxj', ['industry-5'], '2022Q4', '全年新增认证9家,完成三年目标。')],
];

export const SCRIPT: readonly Scene[] = [...ordinary(), ...EXTRAORDINARY];
