import { SpentAccess } from './accounts/spent-access.service';
import { AuditCheck } from './audit/audit-check.service';
import { addDays, dayOf } from './domain/day';
import { ExtensionEscalation } from './duties/extensions/extension-escalation.service';
import { HoldReconciling } from './duties/serving/hold-reconciling.service';
import { HoldsService } from './duties/serving/holds.service';
import { LightsService } from './duties/lists/lights.service';
import { OpeningService } from './duties/opening/opening.service';
import { ServingService } from './duties/serving/serving.service';
import { SilenceService } from './duties/opening/silence.service';
import { KeptAnswers } from './platform/http/kept-answers.service';
import type { Find, Sweep } from './platform/jobs/sweep';
import { ChargeDays } from './plan/charge-days.service';
import { SYSTEM } from './platform/http/actor';
import { CaseSettling } from './supervision/case-settling.service';
import { ClimbService } from './supervision/climb.service';
import { DispatchService } from './supervision/dispatch.service';
import { REMIND, RemindersService } from './supervision/reminders.service';

/**
 * All recurring work, in the order in which it is done when one instant is swept as a whole: what is owed, who can be
 * held to it, who is reminded, who is late; then what follows from it. Each may run at any moment and any number of
 * times: rows decide what is to do.
 */
export const SWEEPS: readonly Sweep[] = [
  {
    name: 'open',
    queue: 'duties',
    everySeconds: 300,
    run: (find, asOf) => find(OpeningService).openDue(dayOf(asOf)),
  },
  { name: 'settle', queue: 'duties', everySeconds: 300, run: settle },
  {
    name: REMIND,
    queue: 'supervision',
    everySeconds: 300,
    run: (find, asOf) => find(RemindersService).remind(asOf),
  },
  {
    name: 'climb',
    queue: 'supervision',
    everySeconds: 300,
    run: (find, asOf) => find(ClimbService).climb(asOf),
  },
  {
    name: 'cases',
    queue: 'supervision',
    everySeconds: 60,
    run: (find, asOf) => find(CaseSettling).settleCases(asOf),
  },
  { name: 'extensions', queue: 'duties', everySeconds: 300, run: escalate },
  {
    name: 'lights',
    queue: 'duties',
    everySeconds: 300,
    run: (find, asOf) => find(LightsService).recordLights(dayOf(asOf)),
  },
  {
    name: 'deliver',
    queue: 'delivery',
    everySeconds: 30,
    run: (find, asOf) => find(DispatchService).dispatch(asOf),
  },
  { name: 'tidy', queue: 'duties', everySeconds: 3600, run: tidy },
];

/** Holds that ended, units that were not told, charges that are over or count again, silence that counts as nil: all before anybody is reminded or climbs. */
async function settle(find: Find, asOf: Date): Promise<number> {
  const day = dayOf(asOf);
  const lifted = await find(HoldsService).liftDue(day);
  const held = await find(ServingService).holdUnserved(day);
  const charges = await find(ChargeDays).daily(SYSTEM, day);
  const mended = await find(HoldReconciling).reconcile(day);
  return lifted + held + charges + mended + (await find(SilenceService).settleSilence(day));
}

function escalate(find: Find, asOf: Date): Promise<number> {
  return find(ExtensionEscalation).escalateExtensions(dayOf(asOf));
}

/** Yesterday's end of the record, signed outside the database; then rows go that nobody has any use for. */
async function tidy(find: Find, asOf: Date): Promise<number> {
  await find(AuditCheck).checkpoint(addDays(dayOf(asOf), -1));
  return (await find(KeptAnswers).forgetOld()) + (await find(SpentAccess).clear());
}
