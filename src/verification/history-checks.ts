import { sql } from '../platform/database/sql';
import { type Check, faultyDuties, shown } from './check';

const standing = sql`(SELECT COUNT(*) FROM report r WHERE r.duty_id = d.id AND r.state = 'standing')`;
/** Counted as nil by silence: nobody handed in. */
const bySilence = sql`(d.silent_nil = 1 AND d.first_handed_at IS NULL)`;

/** Promise 2 of trust.md: a report answered with 2xx is never lost or overwritten unseen. */
export const historyChecks: readonly Check[] = [
  {
    name: 'standing-report',
    promise: '已报送、已通过的任务恰有一份有效报告,待报送的没有',
    find: faultyDuties({
      where: sql`(d.state = 'open' AND ${standing} <> 0) OR ${standing} > 1
                 OR (d.state IN ('submitted', 'accepted') AND ${standing} <> 1 AND NOT ${bySilence})`,
      why: sql`'状态' || d.state || ',有效报告' || ${standing} || '份'`,
    }),
  },
  {
    name: 'revisions',
    promise: '报告各版从1起连续,没有缺失',
    find: faultyDuties({
      join: sql`JOIN (SELECT duty_id, COUNT(*) AS n, MAX(revision) AS last, MIN(revision) AS first
                        FROM report GROUP BY duty_id) v ON v.duty_id = d.id`,
      where: sql`v.first <> 1 OR v.last <> v.n`,
      why: sql`'共' || v.n || '份报告,版次' || v.first || '至' || v.last`,
    }),
  },
  {
    name: 'first-moment',
    promise: '首次报送时间来自一份报告,且不晚于有效报告',
    find: faultyDuties({
      where: sql`(d.state = 'open' AND d.first_handed_at IS NOT NULL)
        OR (d.state IN ('submitted', 'accepted', 'returned') AND d.first_handed_at IS NULL AND NOT ${bySilence})
        OR (d.first_handed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report r WHERE r.duty_id = d.id
              AND (r.handed_at = d.first_handed_at OR (r.received_on IS NOT NULL AND r.handed_at > d.first_handed_at))))
        OR EXISTS (SELECT 1 FROM report r WHERE r.duty_id = d.id AND r.state = 'standing' AND r.via <> 'silence'
              AND r.handed_at < d.first_handed_at)`,
      why: sql`'状态' || d.state || ',首次报送' || ${shown(sql`d.first_handed_at`)}`,
    }),
  },
  {
    name: 'accepted-moment',
    promise: '已通过的任务有通过时间,其他没有',
    find: faultyDuties({
      where: sql`(d.state = 'accepted') <> (d.accepted_at IS NOT NULL)`,
      why: sql`'状态' || d.state || ',通过时间' || ${shown(sql`d.accepted_at`)}`,
    }),
  },
  {
    name: 'lead-reviewed',
    promise: '已通过的牵头报告都有一次通过的审核',
    find: faultyDuties({
      where: sql`d.role = 'lead' AND d.state = 'accepted' AND NOT EXISTS (
        SELECT 1 FROM report r JOIN review v ON v.report_id = r.id AND v.verdict = 'accept' AND v.revoked_at IS NULL
         WHERE r.duty_id = d.id AND r.state = 'standing')`,
      why: sql`'没有审核记录'`,
    }),
  },
  {
    name: 'event-chain',
    promise: '任务经过逐条相接,没有缺号',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || e.n || '条为' || e.from_state || '→' || e.to_state || ',前一条止于' || COALESCE(e.before_state, 'open') AS why
        FROM (SELECT duty_id, n, from_state, to_state,
                     LAG(n) OVER (PARTITION BY duty_id ORDER BY n) AS before_n,
                     LAG(to_state) OVER (PARTITION BY duty_id ORDER BY n) AS before_state FROM duty_event) e
        JOIN duty d ON d.id = e.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE e.n <> COALESCE(e.before_n, 0) + 1 OR e.from_state <> COALESCE(e.before_state, 'open')`,
  },
  {
    name: 'event-last',
    promise: '任务状态与最后一条经过一致',
    find: faultyDuties({
      join: sql`LEFT JOIN (SELECT duty_id, MAX(n) AS n FROM duty_event GROUP BY duty_id) m ON m.duty_id = d.id
                LEFT JOIN duty_event e ON e.duty_id = d.id AND e.n = m.n`,
      where: sql`d.state <> COALESCE(e.to_state, 'open')`,
      why: sql`'状态' || d.state || ',经过止于' || COALESCE(e.to_state, 'open')`,
    }),
  },
  {
    name: 'extension-held',
    promise: '待答复的延期申请只在待报送的任务上,且已暂停计时',
    find: faultyDuties({
      join: sql`JOIN extension x ON x.duty_id = d.id AND x.state = 'pending'`,
      where: sql`d.state <> 'open' OR NOT EXISTS (SELECT 1 FROM duty_hold h
                  WHERE h.duty_id = d.id AND h.reason = 'extension' AND h.lifted_on IS NULL)`,
      why: sql`'状态' || d.state || ',延期申请待答复'`,
    }),
  },
];
