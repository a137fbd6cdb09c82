import type { Chance } from './chance';

type Words = readonly [string, ...string[]];

/** What units write in the simulation; # becomes a small number, ## a larger one. Nobody is named. */
const PROGRESS: Readonly<Record<string, Words>> = {
  task: [
    '组织质量管理体系培训#期,参训企业##家,#家企业完成内审员取证。',
    '走访规模以上企业##家,发放认证政策汇编##份,收集问题#条并逐条答复。',
    '新增获证组织#家,指导##家企业完成标准自我声明公开。',
    '联合开展认证有效性抽查#次,检查获证组织##家,责令限期整改#家,已全部复查合格。',
    '召开部门联席会议#次,印发工作提示#份,明确责任分工##条。',
    '推动#家检验检测机构通过资质认定复查,新增检测参数##项。',
    '建立认证帮扶台账,纳入重点企业##家,本期销号#家。',
    '开展"双随机、一公开"检查#批次,抽查##家,公示结果##条。',
    '落实质量奖励政策,兑现认证补助#笔,涉及企业##家。',
    '指导#个园区设立质量基础设施服务站,接待企业咨询##次。',
    '完成强制性产品认证目录内企业摸底##家,建立一企一档。',
    '组织#家单位参加服务认证对标活动,形成改进清单##项。',
  ],
  industry: [
    '摸排本行业规模以上企业##家,其中已获质量管理体系认证##家,本期新增#家。',
    '推动#家龙头企业导入卓越绩效管理,带动上下游##家企业参与。',
    '帮助#家企业取得绿色产品、节能产品认证,正在受理#家。',
    '组织产业链质量诊断#次,提出改进建议##条,已采纳#条。',
    '指导企业参与制修订国家、行业标准#项,团体标准#项。',
    '举办行业认证政策宣讲#场,参加企业##家。',
    '完成#家企业能源管理体系认证辅导,预计下期#家取证。',
    '建设行业检测平台#个,服务企业##家次。',
    '推荐#个产品申报"江西绿色生态"品牌,通过初审#个。',
    '对接认证机构#家,签订服务意向##份。',
    '开展获证企业回访##家,证书有效率保持在9#%以上。',
    '协调解决企业检测排队问题#个,平均用时缩短#天。',
  ],
  measure: [
    '召开专题会议#次研究推进,印发任务清单#份。',
    '将认证工作纳入年度考核,设置考核要点##条。',
    '落实工作经费#批,保障培训和检测设备更新。',
    '在市级媒体刊发宣传稿件##篇,新媒体推送##条。',
    '开展"质量月"系列活动#场,参与群众##余人次。',
    '建立联络员制度,调整联络员#名,组织业务培训#期。',
    '开展督查调研#次,走访单位##家,反馈意见#条。',
    '编印典型案例#篇,在全市交流。',
    '会同有关部门出台扶持措施#条,涉及认证奖补##万元。',
    '完善信息通报机制,编发工作动态#期。',
    '组织知识竞赛#场,答题##人次。',
    '对上年度任务完成情况进行自查,梳理未完成事项#项并明确时限。',
  ],
};

const PROBLEMS: Words = [
  '企业认证意愿不均衡,小微企业负担检测费用有困难。',
  '基层专业人员不足,目前专职人员仅#名。',
  '部分数据需上级系统导出,统计时间滞后约#天。',
  '',
  '',
  '',
];

const NEXT_STEPS: Words = [
  '下期继续走访企业##家,力争新增获证#家。',
  '按计划开展#场培训,完成台账更新。',
  '跟踪在办认证#项,配合做好复查。',
  '梳理重点企业名单,逐家明确进度。',
];

const NIL_REASONS: Words = [
  '本期工作按计划推进,暂无新增进展。',
  '相关事项待省级批复,本期无新进展。',
  '本期无涉及本单位的新增认证事项。',
];

export function progressOf(kind: string, chance: Chance): string {
  const words = PROGRESS[kind] ?? NEXT_STEPS;
  const first = chance.between(0, words.length - 1);
  const second = (first + chance.between(1, words.length - 1)) % words.length;
  return numbered(`${words[first]}${words[second]}`, chance);
}

export const problemsOf = (chance: Chance): string => numbered(chance.pick(PROBLEMS), chance);
export const nextStepsOf = (chance: Chance): string => numbered(chance.pick(NEXT_STEPS), chance);
export const nilReasonOf = (chance: Chance): string => chance.pick(NIL_REASONS);

function numbered(words: string, chance: Chance): string {
  return words.replace(/#+/g, (mark) =>
    String(mark.length === 1 ? chance.between(1, 9) : chance.between(12, 96)),
  );
}
