import { sql } from '../platform/database/sql';
import { acting, type Check } from './check';

/** The second half of promise 3: what the ladder brought to the office's desk, and what people were told of it. */
export const supervisionChecks: readonly Check[] = [
  {
    name: 'case-linked',
    promise: '每个跟办件都连着它的任务,单位、周期、事项一致',
    find: sql`
      SELECT k.id AS "rowId", u.name || '跟办件' AS place, k.period, '没有连着任务,或与所连任务不一致' AS why
        FROM supervision_case k JOIN unit u ON u.id = k.unit_id
       WHERE NOT EXISTS (SELECT 1 FROM case_duty l WHERE l.case_id = k.id)
          OR EXISTS (SELECT 1 FROM case_duty l JOIN duty d ON d.id = l.duty_id
                      WHERE l.case_id = k.id AND (d.role <> k.kind OR d.period <> k.period OR d.unit_id <> k.unit_id))
          OR (k.kind = 'lead' AND NOT EXISTS (SELECT 1 FROM case_duty l JOIN duty d ON d.id = l.duty_id
                WHERE l.case_id = k.id AND l.duty_id = k.duty_id AND d.item_id = k.item_id))`,
  },
  {
    name: 'case-of-step',
    promise: '第2步采取后都有跟办件,且不重复',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || l.round || '轮第2步(' || l.taken_on || ')后有' || COUNT(k.id) || '个跟办件' AS why
        FROM ladder_step l JOIN duty d ON d.id = l.duty_id
        JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
        LEFT JOIN case_duty c ON c.duty_id = d.id
        LEFT JOIN supervision_case k ON k.id = c.case_id AND (k.kind = 'support' OR k.round = l.round)
       WHERE l.step = 2
       GROUP BY d.id, u.name, i.label, d.period, l.round, l.taken_on HAVING COUNT(k.id) <> 1`,
  },
  {
    name: 'case-events',
    promise: '跟办经过没有缺号,最后一条与状态一致',
    find: sql`
      SELECT k.id AS "rowId", u.name || '跟办件' AS place, k.period,
             '状态' || k.state || ',经过' || COUNT(e.id) || '条,末号' || COALESCE(MAX(e.n), 0) AS why
        FROM supervision_case k JOIN unit u ON u.id = k.unit_id LEFT JOIN case_event e ON e.case_id = k.id
       GROUP BY k.id, u.name, k.period, k.state
      HAVING COUNT(e.id) <> COALESCE(MAX(e.n), 0)
          OR k.state <> COALESCE((SELECT l.to_state FROM case_event l WHERE l.case_id = k.id ORDER BY l.n DESC LIMIT 1), 'opened')`,
  },
  {
    name: 'step-told',
    promise: '每一步都已告知责任单位、质强办或其负责人',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || l.round || '轮第' || l.step || '步(' || l.taken_on || ')没有通知' AS why
        FROM ladder_step l JOIN duty d ON d.id = l.duty_id
        JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE l.step <= CASE d.role WHEN 'lead' THEN 3 ELSE 2 END AND NOT EXISTS (
             SELECT 1 FROM notice n WHERE n.duty_id = l.duty_id AND n.round = l.round AND n.step = l.step AND n.about_on = CAST(l.term AS varchar(10))
                AND n.kind = CASE l.step WHEN 1 THEN 'ladder' WHEN 2 THEN 'case' ELSE 'head' END)`,
  },
  {
    // an urge speaks in one notice to the unit; the rows for its duties only say that they were urged
    name: 'notice-message',
    promise: '汇集和送出的通知都在一条给同一对象(或其承接单位)的消息里',
    find: sql`${acting}
      SELECT n.id AS "rowId", '通知' || n.kind AS place, '' AS period,
             n.outcome || ',消息' || n.message_id || COALESCE('为' || m.state, '不存在') AS why
        FROM notice n LEFT JOIN message m ON m.id = n.message_id
       WHERE (n.outcome IN ('gathered', 'sent') AND m.id IS NULL AND NOT (n.kind = 'urge' AND n.duty_id <> 0))
          OR (n.outcome = 'pending' AND n.message_id <> 0)
          OR (m.id IS NOT NULL AND m.audience <> n.audience)
          OR (m.unit_id <> n.unit_id AND NOT EXISTS (SELECT 1 FROM acting a WHERE a.unit_id = m.unit_id AND a.owes = n.unit_id))
          OR (n.outcome = 'sent' AND m.state NOT IN ('sent', 'failed', 'in-doubt')) OR (n.outcome = 'gathered' AND m.state = 'sent')`,
  },
  {
    name: 'message-sent',
    promise: '已送出的消息有时间有内容',
    find: sql`
      SELECT m.id AS "rowId", '消息' || m.day AS place, '' AS period, m.state || ',送出时间' || COALESCE(m.sent_at, '无') AS why
        FROM message m
       WHERE (m.state = 'sent') <> (m.sent_at IS NOT NULL) OR (m.state = 'sent' AND m.body = '')`,
  },
];
