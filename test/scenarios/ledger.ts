import { type Day, dayOf, later, sayShortDay } from '../../src/domain/day';
import { LADDER } from '../../src/domain/ladder';
import { sayPeriod } from '../../src/domain/period';
import type { Database } from '../../src/platform/database/database';
import { type Sql, sql } from '../../src/platform/database/sql';
import type { WorkingCalendar } from '../../src/domain/working-calendar';

interface Entry {
  at: string;
  unit: string;
  item: string;
  period: string;
  what: string;
  next: string;
}

const EVENTS: Readonly<Record<string, string>> = {
  submitted: '报送',
  'silent-nil': '期满未报,视为无新进展',
  accepted: '审核通过',
  returned: '退回',
  reopened: '重新打开',
  'return-revoked': '撤销退回',
  disputed: '对退回提出异议',
  'dispute-upheld': '异议成立',
  'dispute-refused': '维持退回',
  'extension-asked': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '不同意延期',
  postponed: '统一顺延',
  waived: '免报',
};
const STEPS = {
  lead: ['催办提示', '列入跟办件', '报质强办负责人'],
  support: ['催办提示', '并入跟办件'],
} as const;
const CASES: Readonly<Record<string, string>> = { replied: '回复', closed: '销号', 're-armed': '恢复跟办' };

/** What happened to some units, one line an event: day, unit, item, what happened, what comes next. */
export async function ledgerOf(
  db: Database,
  units: readonly string[],
  calendar: WorkingCalendar,
): Promise<string> {
  const own = sql`u.code IN ${sql.list(units)}`;
  const entries = [
    ...(await openings(db)),
    ...(await happenings(db, own)),
    ...(await steps(db, own, calendar)),
    ...(await cases(db, own)),
    ...(await questions(db, own)),
    ...(await holds(db, own)),
    ...(await services(db, own)),
  ];
  const lines = gathered(entries).map(({ at, unit, item, period, what, next }) =>
    [sayMoment(at), unit, [item, period && sayPeriod(period)].filter(Boolean).join(' '), what, next].join(
      ' | ',
    ),
  );
  return ['时间 | 单位 | 事项 | 发生了什么 | 下一步', ...lines, ''].join('\n');
}

/** Several items of a unit in one moment and alike are one line. */
function gathered(entries: readonly Entry[]): Entry[] {
  const alike = new Map<string, Entry>();
  for (const entry of entries) {
    const key = [entry.at, entry.unit, entry.period, entry.what, entry.next].join('/');
    const first = alike.get(key);
    if (first) first.item += `、${entry.item}`;
    else alike.set(key, { ...entry });
  }
  return [...alike.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const sayMoment = (at: string): string => {
  const shanghai = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `${shanghai.slice(0, 4)}年${sayShortDay(shanghai.slice(0, 10))}${shanghai.slice(11, 16)}`;
};

const till = (day: Day | null): string => (day ? `${sayShortDay(day)}前` : '');

async function openings(db: Database): Promise<Entry[]> {
  const rows = await db.rows<{
    at: string;
    name: string;
    period: string;
    dueOn: Day;
    why: string;
    late: number;
  }>(sql`
    SELECT p.opened_at AS at, s.name, p.period, p.due_on AS "dueOn", p.due_why AS why, p.late
      FROM period_open p JOIN schedule s ON s.id = p.schedule_id ORDER BY p.opened_at, p.due_on`);
  return rows.map(({ at, name, period, dueOn, why, late }) => ({
    ...{ at, unit: '各单位', item: name, period },
    what: `开期${late ? '(系统补建)' : ''}:${why}`,
    next: `${till(dueOn)}报送`,
  }));
}

type Happened = Omit<Entry, 'what' | 'next'> & {
  kind: string;
  reason: string;
  toState: string;
  dueOn: Day;
  fixBy: Day | null;
  nil: number;
  late: number;
};

async function happenings(db: Database, own: Sql): Promise<Entry[]> {
  const rows = await db.rows<Happened>(sql`
    SELECT e.at, u.name AS unit, i.label AS item, d.period, e.kind, e.reason, e.to_state AS "toState", e.due_on AS "dueOn",
           COALESCE((SELECT v.fix_by FROM review v WHERE v.duty_id = d.id AND v.at = e.at),
             CASE WHEN e.round = d.round THEN d.fix_by END) AS "fixBy",
           CASE WHEN EXISTS (SELECT 1 FROM report r WHERE r.duty_id = d.id AND r.handed_at = e.at AND r.kind = 'nil') THEN 1 ELSE 0 END AS nil,
           CASE WHEN e.at = d.first_handed_at AND e.at >= e.due_on || 'T16:00:00.000Z' THEN 1 ELSE 0 END AS late
      FROM duty_event e JOIN duty d ON d.id = e.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
     WHERE ${own} ORDER BY e.at, e.id`);
  return rows.map(({ kind, reason, toState, dueOn, fixBy, nil, late, ...entry }) => {
    const how =
      kind === 'submitted' ? `${late ? '(补报)' : ''}${nil ? '(零报告)' : ''}` : reason && `:${reason}`;
    const next: Record<string, string> = {
      open: `${till(dueOn)}报送`,
      submitted: '待质强办审核',
      accepted: '办结',
      returned: fixBy ? `${till(fixBy)}整改` : '限期整改',
      waived: '不再报送',
    };
    return { ...entry, what: `${EVENTS[kind] ?? kind}${how}`, next: next[toState] ?? '' };
  });
}

async function steps(db: Database, own: Sql, calendar: WorkingCalendar): Promise<Entry[]> {
  const rows = await db.rows<
    Omit<Entry, 'what' | 'next'> & { role: 'lead' | 'support'; step: number; dueOn: Day }
  >(sql`
    SELECT l.taken_at AS at, u.name AS unit, i.label AS item, d.period, d.role, l.step, l.due_on AS "dueOn"
      FROM ladder_step l JOIN duty d ON d.id = l.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
     WHERE ${own} ORDER BY l.taken_at, l.id`);
  return rows.map(({ role, step, dueOn, ...entry }) => {
    const [here, then] = [LADDER[role][step - 1] ?? 0, LADDER[role][step]];
    const takenOn = dayOf(new Date(entry.at));
    // one step a day: what fell due during an outage waits for the next workday
    const soonest = calendar.addWorkdays(takenOn, 1);
    const on =
      then === undefined ? '' : sayShortDay(later(calendar.addWorkdays(dueOn, then - here), soonest));
    const what = `第${step}步 ${STEPS[role][step - 1] ?? ''}${dueOn === takenOn ? '' : `(应于${sayShortDay(dueOn)})`}`;
    return { ...entry, what, next: on && `至${on}仍未报送则${STEPS[role][step] ?? ''}` };
  });
}

async function cases(db: Database, own: Sql): Promise<Entry[]> {
  const rows = await db.rows<{
    at: string;
    unit: string;
    period: string;
    kind: string;
    note: string;
    by: number;
    promisedOn: Day | null;
  }>(sql`
    SELECT e.at, u.name AS unit, c.period, e.kind, e.note, e.by_account AS "by", e.promised_on AS "promisedOn"
      FROM case_event e JOIN supervision_case c ON c.id = e.case_id JOIN unit u ON u.id = c.unit_id
     WHERE ${own} AND e.kind NOT IN ('opened', 'to-head') ORDER BY e.at, e.id`);
  return rows.map(({ kind, note, by, promisedOn, ...entry }) => ({
    ...entry,
    item: '跟办件',
    what: `${by === 0 ? '自动' : ''}${CASES[kind] ?? kind}${note && `:${note}`}`,
    next: promisedOn ? `承诺${till(promisedOn)}报送,期间暂不计时` : '',
  }));
}

async function questions(db: Database, own: Sql): Promise<Entry[]> {
  const rows = await db.rows<{
    unit: string;
    item: string;
    objection: string;
    askedAt: string;
    decision: string;
    decidedAt: string;
  }>(sql`
    SELECT u.name AS unit, i.label AS item, c.objection, c.objected_at AS "askedAt", c.decision, c.decided_at AS "decidedAt"
      FROM charge c JOIN unit u ON u.id = c.unit_id JOIN item i ON i.id = c.item_id
     WHERE ${own} AND c.objected_at IS NOT NULL AND c.decided_at IS NOT NULL ORDER BY c.id`);
  return rows.flatMap(({ unit, item, objection, askedAt, decision, decidedAt }) => [
    {
      at: askedAt,
      unit,
      item,
      period: '',
      what: `对分工提出异议:${objection}`,
      next: '5个工作日内答复,期间暂不计时',
    },
    { at: decidedAt, unit, item, period: '', what: `答复异议:${decision}`, next: '恢复计时' },
  ]);
}

async function holds(db: Database, own: Sql): Promise<Entry[]> {
  const rows = await db.rows<{
    unit: string;
    item: string;
    period: string;
    since: Day;
    liftedOn: Day | null;
  }>(sql`
    SELECT u.name AS unit, i.label AS item, d.period, h.since, h.lifted_on AS "liftedOn"
      FROM duty_hold h JOIN duty d ON d.id = h.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
     WHERE ${own} AND h.reason = 'unserved' ORDER BY h.id`);
  return rows.map(({ since, liftedOn, ...entry }) => ({
    ...entry,
    at: `${since}T01:00:00.000Z`,
    what: '时限前5个工作日仍未送达,暂不计时',
    next: liftedOn ? `${sayShortDay(liftedOn)}送达后恢复` : '质强办联系送达',
  }));
}

async function services(db: Database, own: Sql): Promise<Entry[]> {
  const rows = await db.rows<{ at: string; unit: string }>(sql`
    SELECT MIN(v.at) AS at, u.name AS unit FROM service v JOIN unit u ON u.id = v.unit_id WHERE ${own} GROUP BY u.name ORDER BY 1`);
  return rows.map((entry) => ({
    ...entry,
    item: '',
    period: '',
    what: '首次登录,视为送达,一键签收',
    next: '按季报送',
  }));
}
