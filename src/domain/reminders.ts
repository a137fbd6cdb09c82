/**
 * Reminders (domain §6): 5 and 1 workdays before the owed day and on it, on workdays only. An owed day that is a
 * rest day reminds on the workday before, and the other two count back from there. After an outage only the latest
 * missed one is made; the ones before it are recorded as merged.
 *
 * Example: owed on Mon 2026-12-21: reminders on Mon 12-14, Fri 12-18 and Mon 12-21. Owed on Sun 12-20: on Fri 12-11,
 * Thu 12-17 and Fri 12-18.
 */
import { addDays, type Day } from './day';
import type { WorkingCalendar } from './working-calendar';

/** Workdays before the owed day. */
export type ReminderStep = number;

export const REMINDER_STEPS: readonly ReminderStep[] = [5, 1, 0];

export interface Reminder {
  step: ReminderStep;
  on: Day;
}

/** All reminders of one owed day, earliest first. */
export function reminderDays(owedOn: Day, calendar: WorkingCalendar, steps = REMINDER_STEPS): Reminder[] {
  const last = calendar.onOrBefore(owedOn);
  return [...steps].sort((a, b) => b - a).map((step) => ({ step, on: calendar.addWorkdays(last, -step) }));
}

/** The step that falls on day `on`, null when none does. */
export function remindersDue(
  owedOn: Day,
  on: Day,
  calendar: WorkingCalendar,
  steps = REMINDER_STEPS,
): ReminderStep | null {
  return reminderDays(owedOn, calendar, steps).find((reminder) => reminder.on === on)?.step ?? null;
}

/**
 * The owed days (inclusive) whose reminder of this step falls on day `on`, for SQL that compares one column;
 * null on a rest day. The rest days after an owed workday belong to it.
 */
export function remindWindow(
  step: ReminderStep,
  on: Day,
  calendar: WorkingCalendar,
): { from: Day; through: Day } | null {
  if (!calendar.isWorkday(on)) return null;
  const from = calendar.addWorkdays(on, step);
  return { from, through: addDays(calendar.addWorkdays(from, 1), -1) };
}

/**
 * What a sweep of day `on` makes when it last ran for `sweptThrough`: the latest step missed since, the earlier ones
 * merged. Once the owed day is over nothing is made any more: the ladder speaks then.
 */
export function missedReminders(
  owedOn: Day,
  sweptThrough: Day,
  on: Day,
  calendar: WorkingCalendar,
): { made: ReminderStep | null; merged: ReminderStep[] } {
  const missed = reminderDays(owedOn, calendar)
    .filter((reminder) => reminder.on > sweptThrough && reminder.on <= on)
    .map((reminder) => reminder.step);
  const made = owedOn < on ? null : (missed.at(-1) ?? null);
  return { made, merged: missed.filter((step) => step !== made) };
}
