import { WorkingCalendar } from '../../../src/domain/working-calendar';
import {
  type Owed,
  sayItems,
  sayOverdue,
  sayOverdueByUnit,
  sayOwed,
} from '../../../src/supervision/owed-list';

const calendar = new WorkingCalendar([], '2026-12-31');

function owed(label: string, more: Partial<Owed> = {}): Owed {
  return {
    ...{
      id: 1,
      unitId: 1,
      unitName: '市工信局',
      unitKind: 'department',
      role: 'support',
      state: 'open',
      round: 1,
    },
    ...{ period: '2026Q4', originalDueOn: '2026-12-21', dueOn: '2026-12-21', owedOn: '2026-12-21' },
    ...{ held: 0, ladderStep: 1 },
    ...{ label, shortName: '', itemSort: label.startsWith('任务') ? Number(label.slice(2)) : 50 },
    ...more,
  };
}

const dueLater = { originalDueOn: '2026-12-25', dueOn: '2026-12-25', owedOn: '2026-12-25' };
const textile = owed('产业5', { role: 'lead', shortName: '纺织', ...dueLater });

test('parts and reports are grouped by role and day, items in the plan’s order', () => {
  expect(sayOwed([owed('产业1'), owed('任务2'), owed('任务1'), textile], '2026-12-14', calendar)).toBe(
    '①配合3项(任务1、2,产业1),12月21日(周一)前报牵头单位,剩5个工作日;②牵头1项(产业5 纺织),12月25日(周五)前报质强办,剩9个工作日',
  );
});

test('one group needs no number, and the last workday is called so', () => {
  expect(sayOwed([textile], '2026-12-25', calendar)).toBe(
    '牵头1项(产业5 纺织),12月25日(周五)前报质强办,今天是最后一个工作日',
  );
});

test('a returned report is rework, an overdue one is said to be', () => {
  const returned = { ...textile, state: 'returned' as const, owedOn: '2026-12-30' };
  expect(sayOwed([returned], '2026-12-28', calendar)).toContain(
    '整改1项(产业5 纺织),12月30日(周三)前再次报送',
  );
  expect(sayOwed([textile], '2026-12-28', calendar)).toContain('已于12月25日(周五)到期,请尽快报质强办');
});

test('what is overdue is said with its period, and by unit for whoever looks after many', () => {
  expect(sayOverdue([owed('任务1'), owed('任务7')])).toBe('2026年第四季度2项配合材料(任务1、7,原定12月21日)');
  expect(sayOverdueByUnit([owed('任务1'), { ...textile, unitName: '市水利局' }])).toBe(
    '市工信局:2026年第四季度1项配合材料(任务1,原定12月21日);市水利局:2026年第四季度1项牵头报告(产业5 纺织,原定12月25日)',
  );
  expect(sayItems([])).toBe('');
});

test('an overdue rework is no missing report, and after an extension the first day is still said', () => {
  const rework = owed('任务1', { state: 'returned', round: 2, owedOn: '2026-12-30' });
  expect(sayOverdue([rework, owed('任务7')])).toBe(
    '2026年第四季度1项配合材料整改(任务1,应于12月30日前再次报送)、2026年第四季度1项配合材料(任务7,原定12月21日)',
  );
  expect(sayOverdue([{ ...textile, dueOn: '2026-12-30', owedOn: '2026-12-30' }])).toBe(
    '2026年第四季度1项牵头报告(产业5 纺织,原定12月25日,已延期至12月30日)',
  );
});
