import { existsSync, readdirSync } from 'node:fs';
import { collectivesFile, KnownNames, planFile, unitsFile } from './seed-plan-readers';
import { calendarFile, ladderFile, schedulesFile, targetsFile } from './seed-settings-readers';
import type { SeedFiles } from './seed-shapes';
import { type FileProblem, type Reader, readYaml } from './yaml-reader';

/** Chinese names of the keys, for the messages. */
const WORDS = {
  units: '单位',
  collectives: '集体责任单位',
  plan: '工作方案',
  targets: '目标指标',
  schedules: '报送制度',
  ladder: '催办时限',
  years: '各年放假安排',
  code: '代码',
  name: '名称',
  fullName: '全称',
  uncertain: '待核实标记',
  kind: '类别',
  matrixName: '矩阵列名',
  aliases: '别名',
  members: '成员',
  member: '成员',
  since: '起日',
  until: '止日',
  number: '文号',
  title: '标题',
  issuedOn: '印发日期',
  state: '状态',
  leadInferred: '牵头推定标记',
  sections: '章节',
  items: '工作事项',
  label: '编号',
  parent: '所属任务',
  section: '所在章节',
  place: '出处',
  shortName: '简称',
  points: '工作要点',
  text: '内容',
  lead: '牵头单位',
  support: '配合单位',
  item: '所属事项',
  value: '目标值',
  unit: '计量单位',
  byOn: '完成时间',
  definition: '口径',
  filledBy: '填报方',
  role: '报送角色',
  frequency: '频次',
  due: '时限',
  anchor: '起算点',
  offset: '日数',
  month: '月份',
  day: '日期',
  restRule: '休息日规则',
  dataAsOfDay: '数据截至日',
  whenSilent: '期满未报的处理',
  nilWhenSilent: '视为无新进展的单位类别',
  basis: '依据',
  steps: '催办步骤',
  reminders: '到期提醒',
  sendAt: '发出时刻',
  coveredThrough: '放假安排截止日',
  year: '年份',
  notice: '放假通知',
  rest: '放假日',
  work: '上班日',
};

/** All of the seeds, or every mistake in them. */
export type SeedReading = { ok: true; seeds: SeedFiles } | { ok: false; problems: FileProblem[] };

/** Reads and checks every seed file in `directory`; touches no database. */
export function readSeedFiles(directory: string): SeedReading {
  const problems: FileProblem[] = [];
  const known = new KnownNames();
  const read = <T>(file: string, reader: Reader<T>) => readYaml(directory, file, reader, problems, WORDS);

  const units = read('units.yaml', unitsFile(known));
  const collectives = read('collectives.yaml', collectivesFile(known));
  const plan = read(planFileIn(directory, problems), planFile(known));
  const targets = read('targets.yaml', targetsFile(known));
  const schedules = read('schedules.yaml', schedulesFile(known));
  const ladder = read('ladder.yaml', ladderFile());
  const calendar = read('calendar.yaml', calendarFile());

  const whole = units && collectives && plan && targets && schedules && ladder && calendar;
  if (!whole || problems.length) return { ok: false, problems: inOrder(problems) };
  const { sections, items } = plan;
  const seeds = { ...units, ...collectives, ...targets, ...schedules, ...ladder, calendar };
  return { ok: true, seeds: { ...seeds, plan: { ...plan.plan, sections, items } } };
}

/** The plan's file is called after its number: `plan-2019-33.yaml`. A second one would be passed over in silence. */
function planFileIn(directory: string, problems: FileProblem[]): string {
  const all = existsSync(directory) ? readdirSync(directory) : [];
  const [first = 'plan-….yaml', ...others] = all.filter((file) => /^plan-.+\.yaml$/.test(file)).sort();
  for (const file of others) {
    problems.push({ file, line: 1, message: `已有工作方案文件 ${first},一次只录入一份,请移走其中一份` });
  }
  return first;
}

/** Files as they were read, lines from top to bottom. */
function inOrder(problems: FileProblem[]): FileProblem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
}
