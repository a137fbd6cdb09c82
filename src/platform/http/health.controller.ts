import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Logger } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database';
import { sql } from '../database/sql';
import { MayAnswer, Open } from './allow';
import { HealthProbes } from './health-probes';
import type { HealthView, SweepHealthView } from './health.view';
import { HttpProblem } from './http-problems';

const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
  version: string;
};

/** For the operator and his monitor: 200 while the tracker works, 503 only when the database does not answer. */
@ApiTags('运行')
@Controller('api/health')
export class HealthController {
  private readonly log = new Logger('health');

  constructor(
    private readonly db: Database,
    private readonly probes: HealthProbes,
  ) {}

  /** Whether the tracker works, and what the operator should look after. */
  @Open()
  @MayAnswer(503)
  @Get()
  async health(): Promise<HealthView> {
    const sweeps = await this.sweeps();
    const { queue, degraded } = await this.probes.look();
    return {
      status: degraded.length === 0 ? 'ok' : 'degraded',
      database: this.db.dialect,
      queue: queue ?? { mode: 'in-process', state: 'ready' },
      sweeps,
      degraded,
      version,
    };
  }

  private async sweeps(): Promise<SweepHealthView[]> {
    try {
      return await this.db.rows<SweepHealthView>(
        sql`SELECT name, done_day AS "doneDay", done_at AS "doneAt" FROM sweep ORDER BY name`,
      );
    } catch (error) {
      this.log.error(error);
      throw new HttpProblem('unavailable');
    }
  }
}
