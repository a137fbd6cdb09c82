import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { readSeedFiles } from '../../src/plan/seed-files';
import { sayProblem } from '../../src/plan/yaml-reader';

const SEEDS = resolve(__dirname, '../../seeds');
const COLLECTIVE = '各县〔市、区〕政府';

describe('a mistake in the files', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'seeds-'));
    cpSync(SEEDS, directory, { recursive: true });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

  /** Replaces the first `from` after `after`; answers the line where it stood. */
  function spoil(file: string, after: string, from: string, to: string): number {
    const path = join(directory, file);
    const text = readFileSync(path, 'utf8');
    const at = text.indexOf(from, text.indexOf(after));
    if (at < 0) throw new Error(`${file} has no ${from}`);
    writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
    return lineOf(text, at);
  }

  function complaints(): string[] {
    const reading = readSeedFiles(directory);
    return reading.ok ? [] : reading.problems.map(sayProblem);
  }

  const PLAN = 'plan-2019-33.yaml';
  const ITEM_KEYS =
    'code、label、kind、parent、section、place、shortName、title、points、lead、support';
  const KINDS = 'office、department、party、vertical、county、zone';

  // file, after, from, to, lines from the change to the complaint, message
  const mistakes: [string, string, string, string, number, string][] = [
    // references
    [PLAN, '任务3', '市水利局', '市水利', 0, '任务3 的配合单位“市水利”不在 units.yaml 中'],
    [PLAN, '保障4', COLLECTIVE, '各县、区政府', 0, '保障4 的牵头单位“各县、区政府”不在 units.yaml 中'],
    [PLAN, 'label: 产业1', 'task-5', 'task-50', 0, '产业1 的所属任务“task-50”不在 方案的事项 中'],
    [PLAN, '任务9', '二（三）', '二（五）', 0, '任务9 的所在章节“二（五）”不在 sections 中'],
    ['collectives.yaml', '', '庐山市', '庐山', 0, '庐山的成员“庐山”不在 units.yaml 中'],
    ['targets.yaml', '', 'task-6', 'task-60', 0, '省级有机产品认证示范(创建)区的所属事项“task-60”不在 方案的事项 中'],
    ['schedules.yaml', '质量月', '- measure-3', '- measure-5', 0, '质量月活动情况的工作事项“measure-5”不在 方案的事项 中'],
    // keys
    [PLAN, '任务1', '    lead: 市市监局\n', '', -11, '任务1 缺少“lead”(牵头单位)'],
    [PLAN, '任务1', 'lead: 市市监局', 'lead:', 0, '任务1 缺少“lead”(牵头单位)'],
    [PLAN, '任务1', 'kind: task', 'kind: task\n    owner: 某', 1, `任务1 有不认识的键“owner”,可用的键:${ITEM_KEYS}`],
    ['targets.yaml', '', '    definition: null\n', '', -6, '获证企业组织数缺少“definition”(口径)'],
    // values
    ['units.yaml', '', "'360424'", '360424', 0, '修水县的代码应为文字,请加引号'],
    ['units.yaml', '', 'kind: party', 'kind: 党委', 0, `市委编办的类别应为${KINDS}之一`],
    ['units.yaml', '', 'uncertain: true\n', 'uncertain: 是\n', 0, '市政务服务局的待核实标记应为true或false'],
    ['units.yaml', '', 'matrixName: 八里湖', 'matrixName: 八里湖新区', 0, '八里湖新区的矩阵列名“八里湖新区”超过4个字'],
    ['units.yaml', 'code: office', 'kind: office', 'kind: department', -3, '类别为 office 的单位应有且只有一家'],
    [PLAN, '', '2019-12-25\n  state', '2019-02-30\n  state', 0, '工作方案的印发日期“2019-02-30”不是真实的日期(应写成 2026-01-31)'],
    [PLAN, '任务1', '      - text: 引导', '      - 引导', 0, '任务1 的工作要点应为若干行“键: 值”'],
    [PLAN, '任务2', '先进标准方法', '质量管理先进标准方法', 0, '任务2 的简称“质量管理先进标准方法”超过8个字'],
    [PLAN, '产业8', '    parent: task-5\n', '', -3, '产业8 是行业子项,须用 parent 写明所属任务'],
    [PLAN, '', 'label: 任务11', 'label: 任务12', 0, 'task-11 的编号“任务12”应为“任务11”'],
    [PLAN, '任务4', '九江海关', '"九江海关 "', 0, '任务4 的配合单位“九江海关 ”首尾有多余的空格'],
    ['collectives.yaml', '', 'since: 2019-12-25', 'since: 2019-12-25\n        until: 2019-12-25', 1, '修水县的止日应晚于起日'],
    ['collectives.yaml', '', 'member: 武宁县', 'member: 修水县', -2, '各县〔市、区〕政府的成员中,修水县在同一天列了两次'],
    ['targets.yaml', '', '1300', '1300家', 0, '获证企业组织数的目标值应为1至1000000的整数'],
    ['schedules.yaml', 'code: lead', 'role: lead', 'role: 牵头', 0, '季度牵头报告的报送角色应为lead、support之一'],
    ['schedules.yaml', 'code: lead', 'offset: 25', 'offset: 32', 0, '季度牵头报告的时限的日数应为1至31的整数'],
    ['schedules.yaml', 'code: lead', 'quarter\n', 'once\n', 2, '季度牵头报告的时限不合频次:一次性报送用 fixed,按期报送用其余两种'],
    ['schedules.yaml', '世界认可日活', 'day: 9', 'day: 31', 0, '世界认可日活动情况的时限“6月31日”不是每年都有的日期'],
    ['ladder.yaml', '', '- 8', '- 3', -2, '催办时限的催办步骤的牵头单位应由小到大、不重复'],
    ['ladder.yaml', '', '      - 8\n', '', -2, '催办时限的催办步骤的牵头单位应为3步'],
    ['targets.yaml', '', 'filledBy: office', 'filledBy: unit', 0, '获证企业组织数属于整个方案,没有牵头单位可填报'],
    [PLAN, '', 'state: live', 'state: draft', 0, '工作方案的状态应为live'],
    ['ladder.yaml', '', "'09:00'", "'9点'", 0, '催办时限的发出时刻“9点”不是时刻(应写成 09:00)'],
    ['calendar.yaml', '    rest:', '2019-01-01', '2019-01-05', 0, '各年放假安排第1条的放假日“2019-01-05”本是周末,不必写在放假日里'],
    // the file itself
    [PLAN, '任务1', '    kind: task', '\tkind: task', 0, '缩进须用空格,不能用制表符'],
    ['ladder.yaml', '', 'reviewWorkdays: 5', 'reviewWorkdays: 5\n  reviewWorkdays: 6', 1, '同一个键写了两次'],
    ['units.yaml', 'code: fgw', 'name: 市', 'name：市', 0, '不成“键: 值”,冒号须为半角、后跟空格'],
  ];

  test.each(mistakes)('in %s (after “%s”), %j → %j, is told with its line', (file, after, from, to, offset, message) => {
    const line = spoil(file, after, from, to);
    expect(complaints()).toEqual([`${file}:${line + offset} ${message}`]);
  });

  // file, first of the two, after, from, to, message up to the place of the first
  const doubles: [string, string, string, string, string, string][] = [
    ['units.yaml', 'code: fgw', '', 'code: gxj', 'code: fgw', '市工信局的代码“fgw”与'],
    ['units.yaml', 'name: 市水利局', '', '- 九江经开区', '- 市水利局', '九江经济技术开发区的别名“市水利局”与'],
    ['units.yaml', 'matrixName: 庐山市', '', 'matrixName: 庐管', 'matrixName: 庐山市', '庐山管理局的矩阵列名“庐山市”与'],
    [PLAN, 'lead: 市文广新旅局', '旅游产业', '- 九江经济技术开发区', '- 市文广新旅局', '产业4 的配合单位“市文广新旅局”与'],
    ['targets.yaml', 'code: certificates', '', 'code: adoption-rate', 'code: certificates', '先进质量管理方法推广率的代码“certificates”与'],
    ['calendar.yaml', '- 2020-01-01', '', '2020-01-24', '2020-01-01', '各年放假安排第2条的放假日“2020-01-01”与'],
  ];

  test.each(doubles)('in %s, a second “%s”, names the line of the first', (file, first, after, from, to, message) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const line = spoil(file, after, from, to);
    expect(complaints()).toEqual([`${file}:${line} ${message} ${file}:${lineOf(text, text.indexOf(first))} 重复`]);
  });

  it('does not hide another: all are told together, in the order of the files', () => {
    const later = spoil('schedules.yaml', '', 'role: lead', 'role: leader');
    const second = spoil(PLAN, '任务10', '市司法局', '市司法', );
    const first = spoil(PLAN, '任务1', '市水利局', '市水利');
    expect(complaints().map((complaint) => complaint.split(' ')[0])).toEqual([
      `${PLAN}:${first}`,
      `${PLAN}:${second}`,
      `schedules.yaml:${later}`,
    ]);
  });

  it('in a file that is missing or unreadable is told once, not again by every name it would have held', () => {
    rmSync(join(directory, 'units.yaml'));
    expect(complaints()).toEqual(['units.yaml:1 缺少这个文件,或无权读取']);
  });

  it('whatever line is lost, is told with a line of that file or of one that refers to it, and never thrown', () => {
    const files = readdirSync(SEEDS).filter((file) => file.endsWith('.yaml'));
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), (file, seed) => {
        const good = readFileSync(join(SEEDS, file), 'utf8');
        const lines = good.split('\n');
        const lost = seed % lines.length;
        writeFileSync(join(directory, file), lines.filter((_, index) => index !== lost).join('\n'));
        const told = complaints();
        writeFileSync(join(directory, file), good);
        expect(told.filter((complaint) => !/^[\w-]+\.yaml:\d+ \S/.test(complaint))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a second plan beside the first is refused, not passed over', () => {
    cpSync(join(directory, PLAN), join(directory, 'plan-2023-7.yaml'));
    expect(complaints()).toEqual([`plan-2023-7.yaml:1 已有工作方案文件 ${PLAN},一次只录入一份,请移走其中一份`]);
  });

  it('in a directory that is not there is told for each file', () => {
    rmSync(directory, { recursive: true });
    expect(complaints()).toHaveLength(7);
  });
});
