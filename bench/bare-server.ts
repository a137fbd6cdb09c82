import { fastify } from 'fastify';
import type { DatabasePlace } from '../src/platform/database/sources';
import { sql } from '../src/platform/database/sql';
import { openBare } from './bare';

/** What any list costs on this framework and driver: the columns of the product's fifty rows by one prepared statement. */
const PAGE = sql`
  SELECT d.id, d.state, d.counts, d.period, d.opens_on AS "opensOn", d.original_due_on AS "originalDueOn",
         d.due_on AS "dueOn", d.owed_on AS "owedOn", d.opened_late AS "openedLate", d.ladder_base AS "ladderBase",
         d.first_handed_at AS "handedAt", d.waived_reason AS "waivedFor", d.hold_reason AS "holdReason",
         d.schedule_id AS "scheduleId", d.role, d.version, d.round, d.fix_by AS "fixBy", d.item_id AS "itemId",
         i.code AS "itemCode", i.label, i.short_name AS "shortName", d.unit_id AS "unitId", u.name AS "unitName",
         po.due_why AS why, po.provisional, 0 AS reminded, 0 AS urged, NULL AS "overrideId", NULL AS "notInvolvedAt",
         (SELECT MAX(r.revision) FROM report r WHERE r.duty_id = d.id AND r.state = 'standing') AS "reportRevision"
    FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
    LEFT JOIN period_open po ON po.schedule_id = d.schedule_id AND po.period = d.period
   ORDER BY d.id LIMIT 50`;

async function main(): Promise<void> {
  const bare = await openBare(JSON.parse(process.argv[2] ?? '') as DatabasePlace, 8);
  const server = fastify();
  server.get('/api/duties', () => bare.rows(PAGE));
  console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
  process.once('SIGTERM', () => void server.close().then(() => bare.close()));
}

void main();
