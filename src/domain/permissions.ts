/**
 * Who may do what (domain.md §1 roles, trust.md "Security"): every route names one of these permissions and a
 * post's role either holds it or the route does not exist for it. Default deny: what is not listed is refused.
 * Example: a unit may hand in a report, an auditor may not: allows('unit', 'report.submit') is true,
 * allows('auditor', 'report.submit') is false.
 */
export const ROLES = ['admin', 'office', 'office-head', 'unit', 'viewer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** As the office calls them. */
export const ROLE_NAMES: Record<Role, string> = {
  admin: '系统管理员',
  office: '质强办',
  'office-head': '质强办负责人',
  unit: '责任单位',
  viewer: '领导(只读)',
  auditor: '审计',
};

const everyone: readonly Role[] = ROLES;
const business: readonly Role[] = ['office', 'office-head', 'unit', 'viewer'];
const office: readonly Role[] = ['office', 'office-head'];

export const PERMISSIONS = {
  'session.own': everyone,
  'account.manage': ['admin'],
  'account.code': ['admin', 'office', 'office-head'],
  'unit.read': everyone,
  'unit.correct': office,
  'collective.change': office,
  'plan.read': business,
  'plan.correct': office,
  'charge.acknowledge': ['unit'],
  'charge.decide': office,
  'charge.reassign': office,
  'target.read': business,
  'target.fill': ['office', 'office-head', 'unit'],
  'target.define': office,
  'schedule.read': business,
  'schedule.manage': office,
  'duty.read': business,
  'duty.release': office,
  'duty.waive': office,
  'report.read': business,
  'report.submit': ['unit'],
  'report.send-back': ['unit'],
  'report.on-behalf': office,
  'report.review': office,
  'extension.ask': ['unit'],
  'extension.decide': office,
  'dispute.raise': ['unit'],
  'dispute.answer': office,
  'case.read': business,
  'case.reply': ['unit', 'office', 'office-head'],
  'case.dispute': ['unit'],
  'case.handle': office,
  'notice.read': business,
  'notice.urge': ['office', 'office-head', 'unit'],
  'message.read': office,
  'delivery.confirm': ['admin', 'office', 'office-head'],
  'calendar.read': everyone,
  'calendar.load': office,
  'overview.read': business,
  'desk.read': office,
  'setting.read': ['admin', 'office', 'office-head'],
  'setting.change': ['admin', 'office', 'office-head'],
  'audit.read': ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function allows(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** 系统管理, 安全管理 and 审计 never meet in one account (domain.md §9); a business role may not join them either. */
export function rolesMayMeet(roles: readonly Role[]): boolean {
  const distinct = new Set(roles);
  return distinct.size <= 1 || !(distinct.has('admin') || distinct.has('auditor'));
}
