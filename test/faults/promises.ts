import { readConfig } from '../../src/platform/config/config';
import { openTracker } from '../../src/tracker';
import { AUDIT_KEY, type Home } from '../support/built-server';
import { breachesOf } from '../support/invariants';

/** What `cli verify` says about a home's database, beside whoever uses it; empty when every promise holds. */
export async function brokenPromises({ directory, place }: Home): Promise<string[]> {
  const tracker = await openTracker(
    readConfig({
      DATA_DIR: directory,
      DATABASE_URL: place.dialect === 'postgres' ? place.url : undefined,
      AUDIT_KEY,
    }),
  );
  try {
    return await breachesOf(tracker);
  } finally {
    await tracker.close();
  }
}
