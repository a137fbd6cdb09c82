import { Injectable } from '@nestjs/common';
import { CalendarSeeding } from '../calendar/calendar-seeding';
import { UnitSeeding } from '../units/unit-seeding';
import { OfficeSettings } from './office-settings.service';
import { PlanSeeding } from './plan-seeding';
import type { SeedStep } from './seed-steps';

/** The files' left part in its one possible order: each step names what the step before has taken in. */
@Injectable()
export class FirstSeedSteps {
  readonly all: readonly SeedStep[];

  constructor(settings: OfficeSettings, calendar: CalendarSeeding, units: UnitSeeding, plan: PlanSeeding) {
    this.all = [
      { what: '工作日历', seed: (files) => calendar.seed(files.calendar) },
      { what: '催办时限', seed: (files) => settings.alignLadder(files.ladder) },
      { what: '责任单位', seed: (files) => units.units(files.units) },
      { what: '单位别名', seed: (files) => units.aliases(files.units) },
      { what: '集体责任单位', seed: (files) => units.collectives(files.collectives) },
      { what: '集体成员', seed: (files) => units.memberships(files.collectives, files.units) },
      { what: '工作方案', seed: (files) => plan.plan(files.plan) },
      { what: '工作事项', seed: (files) => plan.items(files.plan) },
      { what: '工作要点', seed: (files) => plan.points(files.plan) },
      { what: '责任分工', seed: (files) => plan.assignments(files.plan, files.units) },
      { what: '责任', seed: (files, by) => plan.charges(files.plan, by) },
    ];
  }
}
