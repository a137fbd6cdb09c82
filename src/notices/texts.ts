/**
 * The wording of everything the tracker tells somebody (texts T1–T7), in one table. `{slot}` is filled from the
 * notice's facts; `{unit}` (the reader), `{contact}` (the office's person and phone), `{answerer}` (of objections) and
 * `{link}` fill themselves. The office can replace a text by a setting `text.<key>` with the same slots.
 *
 * Example: extension-refused with { reason: '全市通报须于12月28日汇总', items: '任务6', dueOn: '12月28日' } says
 * 因全市通报须于12月28日汇总,不同意「任务6」延期;请于12月28日24时前报送,在此之前报送视为按时。……
 */
export const texts = {
  // --- T1 ---
  released:
    '{unit}:根据{basis},自{period}起,请贵单位对《{plan}》中{total}项工作(牵头{lead}项、配合{support}项)按期报送进展。' +
    '{dueDays}请于3个工作日内签收;认为分工不当或不涉及的,可一并提出。{contact}',
  'duty-added': '{unit}:根据责任分工安排,请贵单位报送「{item}」{report},报送时限为{dueOn}。{contact}',
  postponed:
    '根据{basis},{period}{items}报送时限由{oldDueOn}统一顺延至{dueOn},原定日期保留备查,期间不计逾期。',
  acknowledge:
    '{unit}:贵单位尚有{total}项责任分工未签收。请一键签收;认为分工不当或不涉及的,可一并提出。办理:{link}。',

  // --- T2, T3: the day's reminder ---
  remind:
    '{unit}本期应报{total}项,已报{done}项,尚有{left}项:{list}。无新进展的可一键零报告。办理:{link}。已报送的请忽略。',
  'remind-today':
    '今天是{dueOn}报送截止日(24时前)。{unit}尚有{left}项未报:{list}。如确有困难,请于今日24时前申请延期。办理:{link}。',

  // --- T4, T4b: overdue ---
  overdue:
    '{unit}:截至{asOf},未收到贵单位{left}项材料:{list}。{provisional}请尽快补报;已另有安排或遇特殊情况的,请回复原因及预计时间。{contact}',
  'overdue-courteous':
    '{unit}:贵单位{list}尚未收到,汇总在即,商请拨冗支持为盼。{provisional}如无新进展,可简复“无”。{contact}',
  // a rework is no missing report: the first one stands, and with it its timeliness
  'overdue-rework':
    '{unit}:截至{asOf},贵单位{left}项整改尚未再次报送:{list}。{provisional}首次报送的时间认定不变。请尽快补充后再次报送;遇特殊情况的,请回复原因及预计时间。{contact}',
  'overdue-rework-courteous':
    '{unit}:贵单位{list}尚未收到,首次报送的时间认定不变,商请拨冗补充为盼。{provisional}{contact}',
  'overdue-copy': '贵单位牵头事项的配合方面尚未收到:{list}。已提示有关单位;急需的可直接联系。',
  urge: '{unit}:{by}提醒,贵单位尚有{left}项待报送:{list}。{note}请尽快报送;已报送的请忽略。办理:{link}。',
  'case-opened': '逾期事项已列入跟办件:{list}。',
  'case-to-head': '跟办件至今未销号,请负责人阅处:{list}。',
  'case-awaits-head': '【待负责人】尚未指定质强办负责人,跟办件至今未销号,请先行研处:{list}。',
  'case-replied': '{unitName}已回复跟办件({what}):{note}',
  'case-decided': '贵单位跟办件({what}):{note}',
  disputed: '{unitName}对{what}提出异议:{reason}。请由其他负责人员核实答复。',

  // --- T5, T6: reviews ---
  returned:
    '贵单位报送的「{item}」{period}进展已阅,请补充后于{fixBy}前再次报送:{reasons}。{first}如有异议可在3个工作日内提出,由{answerer}答复。',
  'sent-back':
    '贵单位报送的「{item}」{period}配合材料,{lead}请贵单位补充后于{fixBy}前再次报送:{reasons}。' +
    '本次为补充,首次报送的时间认定不变。如有异议可在3个工作日内提出,由{answerer}答复。',
  accepted: '「{item}」{period}进展已通过。{remark}本期无需再报。',
  reopened: '「{item}」{period}进展已重新打开,请于{fixBy}前补充报送:{reason}。',
  'on-behalf':
    '质强办已代录贵单位「{item}」{period}材料({via},{receivedOn}收到)。如与实际不符,可在3个工作日内提出异议。',
  'part-arrived': '{unitName}已报送「{item}」{period}配合材料。',
  waived: '「{item}」{period}免报:{reason}。',
  recalled: '{period}报送已撤回:{reason}。此前时限作废,无需报送。',

  // --- T7: extensions ---
  'extension-asked':
    '{unitName}申请「{items}」{period}报送由{dueOn}延至{newDueOn}:{reason}。请于3个工作日内答复。',
  'extension-granted':
    '同意贵单位「{items}」{period}报送由{oldDueOn}延至{dueOn},原定日期保留备查,期间不计逾期。{answer}',
  'extension-refused':
    '因{reason},不同意「{items}」延期;请于{dueOn}24时前报送,在此之前报送视为按时。可先报已有情况,后续更正。',
  'extension-escalated':
    '{unitName}的延期申请已逾3个工作日未答复:「{items}」申请延至{newDueOn}。请负责人处理。',

  // --- disputes ---
  'dispute-raised': '{unitName}对{what}提出异议:{reason}。请由其他人员核实答复。',
  'dispute-answered': '贵单位对{what}的异议已答复({verdict}):{answer}',
  'charge-questioned': '{unitName}对「{item}」责任分工{asks}:{reason}。请按期答复。',
  'charge-decided': '贵单位对「{item}」责任分工的意见已答复({verdict}):{answer}',
} as const;

export type TextKey = keyof typeof texts;

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | SlotsOf<Rest>
  : never;

/** Slots every text may use and no teller fills. */
interface CommonFacts {
  unit: string;
  contact: string;
  answerer: string;
  link: string;
}

/** What the teller must say for this text: a missing fact is a type error where the notice is told. */
export type FactsOf<Key extends TextKey> = Record<
  Exclude<SlotsOf<(typeof texts)[Key]>, keyof CommonFacts>,
  string | number
>;

/** An unknown slot, in a text the office replaced, stays visible instead of breaking the message. */
export function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => String(facts[name] ?? slot));
}
