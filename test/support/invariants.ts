import type { INestApplicationContext } from '@nestjs/common';
import { Verification } from '../../src/verification/verification.service';

/** Every promise of the tracker that its database breaks, as `cli verify` says it; empty when all hold. */
export async function breachesOf(tracker: INestApplicationContext): Promise<string[]> {
  const { checks } = await tracker.get(Verification, { strict: false }).run();
  return checks.flatMap(({ name, breaches }) => breaches.map((breach) => `${name}: ${breach}`));
}

/** The names of the checks that fail. */
export async function brokenChecks(tracker: INestApplicationContext): Promise<string[]> {
  const { checks } = await tracker.get(Verification, { strict: false }).run();
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}
