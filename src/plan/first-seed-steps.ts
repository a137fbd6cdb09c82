import { Injectable } from '@nestjs/common';
import { CalendarSeeding } from '../calendar/calendar-seeding';
import type { Aligned } from '../platform/database/align';
import { Settings } from '../platform/settings/settings';
import { UnitSeeding } from '../units/unit-seeding';
import { PlanSeeding } from './plan-seeding';
import type { SeedLadder } from './seed-shapes';
import type { SeedStep } from './seed-steps';

/** The setting that holds seeds/ladder.yaml (`SeedLadder`, which satisfies domain/terms); changed by the office later. */
export const LADDER_SETTING = 'ladder';

/** The files' left part in its one possible order: each step names what the step before has taken in. */
@Injectable()
export class FirstSeedSteps {
  readonly all: readonly SeedStep[];

  constructor(
    private readonly settings: Settings,
    calendar: CalendarSeeding,
    units: UnitSeeding,
    plan: PlanSeeding,
  ) {
    this.all = [
      { what: '工作日历', seed: (files) => calendar.seed(files.calendar) },
      { what: '催办时限', seed: (files) => this.ladder(files.ladder) },
      { what: '责任单位', seed: (files) => units.units(files.units) },
      { what: '单位别名', seed: (files) => units.aliases(files.units) },
      { what: '集体责任单位', seed: (files) => units.collectives(files.collectives) },
      { what: '集体成员', seed: (files) => units.memberships(files.collectives, files.units) },
      { what: '工作方案', seed: (files) => plan.plan(files.plan) },
      { what: '工作事项', seed: (files) => plan.items(files.plan) },
      { what: '工作要点', seed: (files) => plan.points(files.plan) },
      { what: '责任分工', seed: (files) => plan.assignments(files.plan, files.units) },
      { what: '责任', seed: (files) => plan.charges(files.plan) },
    ];
  }

  /** Only when there is none: from then on it is the office's setting. */
  private async ladder(ladder: SeedLadder): Promise<Aligned> {
    const old = await this.settings.read(LADDER_SETTING);
    if (old === undefined) await this.settings.put(LADDER_SETTING, ladder);
    const same = JSON.stringify(old) === JSON.stringify(ladder);
    const [inserted, unchanged, kept] = [
      old === undefined,
      old !== undefined && same,
      old !== undefined && !same,
    ];
    return { inserted: Number(inserted), changed: 0, unchanged: Number(unchanged), kept: Number(kept) };
  }
}
