import type { INestApplicationContext, Type } from '@nestjs/common';
import { Calendar } from '../calendar/calendar';
import { type Day, startOf } from '../domain/day';
import type { WorkingCalendar } from '../domain/working-calendar';
import { Clock, FixedClock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { SweepRunner } from '../platform/jobs/sweep-runner';

const MINUTE = 60_000;

/** The whole tracker without HTTP, with its clock in our hand: people act through the same use cases as online. */
export class World {
  readonly clock: FixedClock;
  readonly db: Database;

  constructor(private readonly app: INestApplicationContext) {
    const clock = app.get(Clock);
    if (!(clock instanceof FixedClock)) throw new Error('模拟需要可以拨动的时钟(CLOCK_AT)。');
    this.clock = clock;
    this.db = app.get(Database);
  }

  /** A service of whatever module. */
  get<T>(service: Type<T>): T {
    return this.app.get(service, { strict: false });
  }

  calendar(): Promise<WorkingCalendar> {
    return this.get(Calendar).current();
  }

  /** Minutes since 00:00 in Shanghai: 540 is 09:00. */
  setTime(day: Day, minutes: number): void {
    this.clock.set(new Date(startOf(day).getTime() + minutes * MINUTE));
  }

  async sweep(): Promise<void> {
    await this.get(SweepRunner).runSweeps(this.clock.now());
  }
}
