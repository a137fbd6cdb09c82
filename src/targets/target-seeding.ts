import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type SeedStep, SeedSteps } from '../plan/seed-steps';
import type { SeedFiles } from '../plan/seed-shapes';
import { type Aligned, align } from '../platform/database/align';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** The targets of seeds/targets.yaml; what the office settled since (口径, path) stays. */
@Injectable()
export class TargetSeeding implements SeedStep, OnModuleInit {
  readonly what = '目标指标';

  constructor(
    private readonly db: Database,
    private readonly steps: SeedSteps,
  ) {}

  onModuleInit(): void {
    this.steps.register(this);
  }

  async seed({ targets, plan }: SeedFiles): Promise<Aligned> {
    const items = await this.db.rows<{ id: number; code: string; planId: number }>(sql`
      SELECT i.id, i.code, p.id AS "planId" FROM plan p JOIN item i ON i.plan_id = p.id WHERE p.number = ${plan.number}`);
    const planId = items[0]?.planId ?? 0;
    const ids = new Map(items.map(({ id, code }) => [code, id]));
    return align(this.db, {
      table: 'target',
      key: ['code'],
      within: sql`plan_id = ${planId}`,
      rows: targets.map((target, index) => ({
        code: target.code,
        item_id: target.item === null ? null : (ids.get(target.item) ?? null),
        name: target.name,
        kind: target.kind,
        value: target.value,
        unit: target.unit,
        by_on: target.byOn,
        definition: target.definition ?? '',
        filled_by: target.filledBy,
        sort: index + 1,
      })),
      first: { plan_id: planId, path: '[]', settled_on: null, version: 1 },
      keeps: (_, column) => column === 'definition' || column === 'filled_by',
    });
  }
}
