/**
 * What stands above a message in the list, by what it is about; `{slot}` is filled from the notice's facts. Kinds with
 * a composer of their own (reminders, steps, cases) name themselves.
 *
 * Example: returned with { item: '产业5 纺织' } is 退回整改:产业5 纺织.
 */
import { fill, type TextKey } from './texts';

const titles: Partial<Record<TextKey, string>> = {
  released: '报送任务下发:{total}项',
  'duty-added': '增列报送任务:{item}',
  postponed: '报送时限统一顺延至{dueOn}',
  'case-replied': '跟办件回复:{unitName}',
  'case-decided': '跟办件办理情况:{what}',
  disputed: '跟办件异议:{unitName}',
  returned: '退回整改:{item}',
  'sent-back': '请补充配合材料:{item}',
  accepted: '已通过:{item}',
  reopened: '重新打开:{item}',
  'on-behalf': '已代录:{item}',
  'part-arrived': '配合材料已到:{unitName}「{item}」',
  waived: '免报:{item}',
  recalled: '报送撤回:{period}',
  'extension-asked': '延期申请:{unitName}',
  'extension-granted': '同意延期:{items}',
  'extension-refused': '不同意延期:{items}',
  'extension-escalated': '延期申请逾期未答复:{unitName}',
  'dispute-raised': '异议待核实:{unitName}',
  'dispute-answered': '异议答复:{verdict}',
  'charge-questioned': '责任分工意见:{unitName}「{item}」',
  'charge-decided': '责任分工意见答复:{item}',
};

const LONGEST = 40;

/** Long lists of items end in …, never in the middle of a word nobody could finish. */
export function titleOf(key: TextKey, facts: Readonly<Record<string, string | number>>): string {
  const title = fill(titles[key] ?? '通知', facts);
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}
