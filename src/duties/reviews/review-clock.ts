import type { Day } from '../../domain/day';
import type { WorkingCalendar } from '../../domain/working-calendar';
import type { ReportView } from '../reports/report.view';

/** When the office's 5 workdays began: with the hand-in, or when an upheld objection put the report back. */
export function clockStart({ handedAt, reviews }: Pick<ReportView, 'handedAt' | 'reviews'>): Date {
  const revoked = reviews.flatMap(({ revokedAt }) => revokedAt ?? []);
  return new Date([handedAt, ...revoked].sort().at(-1) ?? handedAt);
}

/** Negative when the day has passed. */
export function workdaysLeft(today: Day, dueOn: Day, calendar: WorkingCalendar): number {
  return today <= dueOn ? calendar.workdaysBetween(today, dueOn) : -calendar.workdaysBetween(dueOn, today);
}
