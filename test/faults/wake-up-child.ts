/**
 * A process that urges a unit (at a home given as JSON) and dies of SIGKILL at the very moment between the commit and
 * the wake-up that would have sent the message.
 */
import { WakeUps } from '../../src/platform/jobs/wake-ups';
import type { Home } from '../support/built-server';
import { openHome } from './quarter';

async function main(home: Home, day: string): Promise<void> {
  const quarter = await openHome(home, `${day}T01:30:00.000Z`);
  const office = await quarter.office();
  quarter.world.app.get(WakeUps, { strict: false }).listen(() => process.kill(process.pid, 'SIGKILL'));
  const { unitId } = await quarter.duty('industry-5', 'gxj');
  const answer = await office.post('/api/urges', { unitId, period: '2026Q4' });
  throw new Error(`nobody was woken: ${answer.body}`);
}

main(JSON.parse(process.argv[2] ?? '{}') as Home, process.argv[3] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
