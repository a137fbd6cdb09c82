import { CASE_HOLDS } from '../domain/holds';
import { sql } from '../platform/database/sql';
import { type Check, differ, faultyDuties, shown } from './check';

/** Promise 1 of trust.md: a duty exists once per schedule, item, unit and period, and as its charge says. */
export const dutyChecks: readonly Check[] = [
  {
    name: 'duty-once',
    promise: '同一报送制度、事项、单位、周期只有一项任务',
    find: faultyDuties({
      where: sql`EXISTS (SELECT 1 FROM duty o WHERE o.schedule_id = d.schedule_id AND o.item_id = d.item_id
                          AND o.unit_id = d.unit_id AND o.period = d.period AND o.id < d.id)`,
      why: sql`'重复建立'`,
    }),
  },
  {
    name: 'duty-of-charge',
    promise: '任务与其责任的事项、单位、角色一致',
    find: faultyDuties({
      join: sql`JOIN charge c ON c.id = d.charge_id JOIN schedule s ON s.id = d.schedule_id
                LEFT JOIN schedule_item si ON si.schedule_id = d.schedule_id AND si.item_id = d.item_id`,
      where: sql`c.item_id <> d.item_id OR c.unit_id <> d.unit_id OR c.role <> d.role OR s.role <> d.role
                 OR si.id IS NULL OR (c.since > d.opens_on AND NOT EXISTS
                   (SELECT 1 FROM duty_event e WHERE e.duty_id = d.id AND e.kind = 'added'))`,
      why: sql`'与责任' || c.id || '(' || c.role || ',自' || c.since || ')不一致'`,
    }),
  },
  {
    name: 'period-complete',
    promise: '已开周期的任务齐全',
    find: sql`
      SELECT p.id AS "rowId", s.name AS place, p.period,
             '应有' || p.duties || '项,实有' || (SELECT COUNT(*) FROM duty d
                WHERE d.schedule_id = p.schedule_id AND d.period = p.period) || '项' AS why
        FROM period_open p JOIN schedule s ON s.id = p.schedule_id
       WHERE p.duties <> (SELECT COUNT(*) FROM duty d WHERE d.schedule_id = p.schedule_id AND d.period = p.period)`,
  },
  {
    // charges that a person made, ended or decided about may have changed after the opening: only the plan's own
    name: 'charge-owes',
    promise: '方案中的每项责任在每个已开周期都有任务',
    find: sql`
      SELECT c.id AS "rowId", u.name || '「' || i.label || '」' AS place, p.period, '没有任务' AS why
        FROM period_open p JOIN schedule s ON s.id = p.schedule_id
        JOIN plan ON plan.id = s.plan_id
        JOIN schedule_item si ON si.schedule_id = s.id
        JOIN charge c ON c.item_id = si.item_id AND c.role = s.role
        JOIN unit u ON u.id = c.unit_id JOIN item i ON i.id = c.item_id
       WHERE c.assignment_id IS NOT NULL AND c.since = plan.issued_on AND c.since <= p.as_of
         AND c.until IS NULL AND c.decided_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.schedule_id = s.id AND d.item_id = c.item_id
                            AND d.unit_id = c.unit_id AND d.period = p.period)`,
  },
  {
    name: 'period-opened',
    promise: '任务都来自已开的周期,时限与该周期一致',
    find: faultyDuties({
      join: sql`LEFT JOIN period_open p ON p.schedule_id = d.schedule_id AND p.period = d.period`,
      where: sql`p.id IS NULL OR p.due_nominal <> d.due_nominal OR p.opens_on <> d.opens_on`,
      why: sql`'名义时限' || d.due_nominal || ',周期为' || ${shown(sql`p.due_nominal`)}`,
    }),
  },
  {
    name: 'due-day',
    promise: '报送时限符合顺延、提前规则,不早于开期日',
    find: sql`
      SELECT p.id AS "rowId", s.name AS place, p.period,
             '名义时限' || p.due_nominal || ',时限' || p.due_on || ',规则' || s.rest_rule AS why
        FROM period_open p JOIN schedule s ON s.id = p.schedule_id
       WHERE p.due_on NOT LIKE '____-__-__' OR (p.late = 0 AND p.due_on < p.opens_on)
          OR (s.rest_rule = 'next' AND p.due_on < p.due_nominal)
          OR (s.rest_rule = 'previous' AND p.due_on > p.due_nominal)
          OR (s.rest_rule = 'none' AND p.due_on <> p.due_nominal)`,
  },
  {
    name: 'owed-on',
    promise: '应报日与状态、时限一致',
    find: faultyDuties({
      where: differ(
        sql`d.owed_on`,
        sql`CASE d.state WHEN 'open' THEN d.due_on WHEN 'returned' THEN d.fix_by END`,
      ),
      why: sql`'状态' || d.state || ',时限' || d.due_on || ',应报日记为' || ${shown(sql`d.owed_on`)}`,
    }),
  },
  {
    name: 'ladder-from',
    promise: '只有应报、计入、未暂停的任务计时,且从起算日起',
    find: faultyDuties({
      where: differ(
        sql`d.ladder_from`,
        sql`CASE WHEN d.state IN ('open', 'returned') AND d.counts = 1 AND d.hold_reason IS NULL THEN d.ladder_base END`,
      ),
      why: sql`'起算日' || d.ladder_base || ',计时自' || ${shown(sql`d.ladder_from`)} || ',暂停原因' || ${shown(sql`d.hold_reason`)}`,
    }),
  },
  {
    name: 'hold',
    promise: '任务上的暂停与暂停记录一致',
    find: faultyDuties({
      where: sql`(d.hold_reason IS NULL AND EXISTS (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.lifted_on IS NULL))
                 OR (d.hold_reason IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id
                       AND h.lifted_on IS NULL AND h.reason = d.hold_reason))`,
      why: sql`'暂停原因' || ${shown(sql`d.hold_reason`)} || ',与未解除的暂停记录不符'`,
    }),
  },
  {
    name: 'hold-of-round',
    promise: '跟办中的暂停(承诺、暂停、正当理由)不延续到退回后的整改',
    find: faultyDuties({
      join: sql`JOIN duty_hold h ON h.duty_id = d.id AND h.lifted_on IS NULL AND h.reason IN ${sql.list(CASE_HOLDS)}`,
      where: sql`d.round > 1 AND h.since < (SELECT MIN(e.on_day) FROM duty_event e
                   WHERE e.duty_id = d.id AND e.round = d.round)`,
      why: sql`h.since || '起暂停(' || h.reason || '),已到第' || d.round || '轮'`,
    }),
  },
];
