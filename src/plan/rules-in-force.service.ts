import { Injectable } from '@nestjs/common';
import { Calendar } from '../calendar/calendar';
import { minutesOfDay } from '../domain/day';
import { LADDER, type Ladder, type Sweep } from '../domain/ladder';
import { REMINDER_STEPS, type ReminderStep } from '../domain/reminders';
import { defaultTerms, type Terms } from '../domain/terms';
import { Settings } from '../platform/settings/settings';
import { LADDER_SETTING } from './office-settings.service';
import type { SeedLadder } from './seed-shapes';

export interface SupervisionRules extends Sweep {
  ladder: Ladder;
  reminders: readonly ReminderStep[];
  /** `09:00` in Shanghai: the day's messages go out from then on. */
  sendAt: string;
  terms: Terms;
}

/** The office's numbers and the calendar, as they stand now. */
@Injectable()
export class RulesInForce {
  constructor(
    private readonly settings: Settings,
    private readonly calendar: Calendar,
  ) {}

  async current(): Promise<SupervisionRules> {
    const set = await this.settings.read<SeedLadder>(LADDER_SETTING);
    return {
      ladder: set?.steps ?? LADDER,
      reminders: set?.reminders ?? REMINDER_STEPS,
      sendAt: set?.sendAt ?? '09:00',
      terms: set ?? defaultTerms,
      calendar: await this.calendar.current(),
      confirmedThrough: await this.calendar.confirmedThrough(),
    };
  }
}

/** Whether the day's sending time has come: 09:00 is the 540th minute. */
export function isPast(sendAt: string, now: Date): boolean {
  const [hours, minutes] = sendAt.split(':').map(Number);
  return minutesOfDay(now) >= (hours ?? 0) * 60 + (minutes ?? 0);
}
