import { sql } from '../platform/database/sql';
import { acting, type Check, faultyDuties } from './check';

/** Promise 4 of trust.md: a unit changes only what is its own, and one unit's matters never reach another's screen. */
export const scopeChecks: readonly Check[] = [
  {
    name: 'report-author',
    promise: '网上报送只由本单位(或承接单位)的联络员提交',
    find: sql`${acting}
      SELECT r.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || r.revision || '版由账号' || r.by_account || '报送' AS why
        FROM report r JOIN duty d ON d.id = r.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE r.via = 'web' AND NOT EXISTS (SELECT 1 FROM post p JOIN acting a ON a.unit_id = p.unit_id
               WHERE p.account_id = r.by_account AND p.role = 'unit' AND a.owes = d.unit_id)`,
  },
  {
    name: 'notice-reader',
    promise: '关于任务的通知只给责任单位、承接单位和该事项牵头单位',
    find: sql`${acting}
      SELECT n.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '通知' || n.kind || '给了单位' || n.unit_id AS why
        FROM notice n JOIN duty d ON d.id = n.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE n.audience = 'unit'
         AND NOT EXISTS (SELECT 1 FROM acting a WHERE a.unit_id = n.unit_id AND a.owes = d.unit_id)
         AND NOT EXISTS (SELECT 1 FROM duty l JOIN acting a ON a.owes = l.unit_id
               WHERE l.item_id = d.item_id AND l.lead_period = d.lead_period AND l.role = 'lead' AND a.unit_id = n.unit_id)`,
  },
  {
    name: 'own-review',
    promise: '本单位人员不审核本单位的报告(自审均已注明)',
    find: faultyDuties({
      join: sql`JOIN review v ON v.duty_id = d.id AND v.verdict <> 'send-back' AND v.self_review = 0
                JOIN post p ON p.account_id = v.by_account AND p.unit_id = d.unit_id AND p.since <= substr(v.at, 1, 10)`,
      where: sql`p.state = 'active'`,
      why: sql`'审核' || v.id || '由本单位账号' || v.by_account || '作出'`,
    }),
  },
];
