import { Injectable } from '@nestjs/common';
import { type Day, dayOf } from '../../domain/day';

/** The only place that asks the machine for the time; everybody else is given a Clock. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** The day in Shanghai. */
  today(): Day {
    return dayOf(this.now());
  }
}

/** A clock that stands until it is moved: tests, the demonstration, simulations of years. */
export class FixedClock extends Clock {
  private at: number;

  constructor(at: Date) {
    super();
    this.at = at.getTime();
  }

  override now(): Date {
    return new Date(this.at);
  }

  set(at: Date): void {
    this.at = at.getTime();
  }

  advance(ms: number): void {
    this.at += ms;
  }
}
