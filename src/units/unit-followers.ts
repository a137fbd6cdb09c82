import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import type { Actor } from '../platform/http/actor';
import type { SharedItemView } from './unit.view';

/** 并入: units that act as one from `on` on, the successor and those merged into it before (`stays`), and the others. */
export interface Merger {
  stays: readonly number[];
  goes: readonly number[];
  on: Day;
  reason: string;
  at: Date;
}

/** A feature for which it matters who belongs to whom; every method runs inside the write of the change. */
export interface UnitFollower {
  /** A member of a collective came or left. */
  membersChanged(by: Actor, reason: string): Promise<void>;
  /** Answers the items in which both were charged. */
  merged(by: Actor, merger: Merger): Promise<SharedItemView[]>;
}

/** Where features to the right say that a change of units concerns them (register in onModuleInit). */
@Injectable()
export class UnitFollowers {
  private readonly concerned: UnitFollower[] = [];

  register(follower: UnitFollower): void {
    this.concerned.push(follower);
  }

  async membersChanged(...told: Parameters<UnitFollower['membersChanged']>): Promise<void> {
    for (const follower of this.concerned) await follower.membersChanged(...told);
  }

  async merged(...told: Parameters<UnitFollower['merged']>): Promise<SharedItemView[]> {
    const shared: SharedItemView[] = [];
    for (const follower of this.concerned) shared.push(...(await follower.merged(...told)));
    return shared;
  }
}
