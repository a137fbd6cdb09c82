import type { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { Accepted, HandInRow, HandInTerms, Signing } from './hand-in-check';
import type { HandInFacts } from './hand-in-facts';
import { type DutyRow, slices } from '../duty-facts';
import { grouped } from '../lists/grouped';
import type { ReportState } from './report.entity';

/** A report that was found good, with all that its row needs. */
export interface GoodReport extends Accepted {
  row: HandInRow;
  duty: DutyRow;
  facts: HandInFacts;
}

/** New standing revisions; what stood before is superseded. Answers report ids by duty id. */
export async function insertReports(
  db: Database,
  actor: Actor,
  reports: readonly GoodReport[],
  terms: HandInTerms,
): Promise<Map<number, number>> {
  const again = reports.filter(({ facts }) => facts.revision > 0).map(({ duty }) => duty.id);
  if (again.length > 0) await endStanding(db, again, 'superseded');
  const batchId =
    terms.signing && (await insertBatch(db, actor, terms.signing, reports[0]?.duty.unitId ?? 0, terms.at));
  const ids = new Map<number, number>();
  for (const some of slices(reports)) {
    const values = some.map(({ row, facts, dataAsOf, missingUnits }) =>
      sql.list([
        ...[row.dutyId, facts.revision + 1, row.kind],
        ...[row.progress, row.problems, row.nextSteps, row.yearSummary, row.remark],
        ...[
          dataAsOf,
          JSON.stringify(missingUnits),
          'standing',
          terms.at,
          terms.via,
          terms.receivedOn ?? null,
        ],
        ...[actor.accountId, batchId, null],
      ]),
    );
    const inserted = await db.rows<{ id: number; dutyId: number }>(sql`
      INSERT INTO report (duty_id, revision, kind, progress, problems, next_steps, year_summary, remark,
                          data_as_of, missing_units, state, handed_at, via, received_on, by_account, batch_id, read_at)
      VALUES ${sql.join(values)} RETURNING id, duty_id AS "dutyId"`);
    for (const { id, dutyId } of inserted) ids.set(dutyId, id);
  }
  const drafted = reports.filter(({ facts }) => facts.drafted).map(({ duty }) => duty.id);
  if (drafted.length > 0) await db.changed(sql`DELETE FROM draft WHERE duty_id IN ${sql.list(drafted)}`);
  return ids;
}

/** The standing report of these duties stands no longer. */
export function endStanding(
  db: Database,
  dutyIds: readonly number[],
  state: Exclude<ReportState, 'standing'>,
): Promise<number> {
  return db.changed(
    sql`UPDATE report SET state = ${state} WHERE state = 'standing' AND duty_id IN ${sql.list(dutyIds)}`,
  );
}

/** Nil reports in a row of each charge, as they stand after the change. */
export async function keepNilRuns(
  db: Database,
  runs: readonly { chargeId: number; nilRun: number }[],
): Promise<void> {
  for (const [nilRun, alike] of grouped(runs, (run) => run.nilRun)) {
    const ids = sql.list(alike.map(({ chargeId }) => chargeId));
    await db.changed(sql`UPDATE charge SET nil_run = ${nilRun} WHERE id IN ${ids}`);
  }
}

async function insertBatch(
  db: Database,
  actor: Actor,
  signing: Signing,
  unitId: number,
  at: Date,
): Promise<number | null> {
  const row = await db.row<{ id: number }>(sql`
    INSERT INTO report_batch (unit_id, signer, signer_post, signed_on, at, by_account)
    VALUES (${unitId}, ${signing.signer}, ${signing.signerPost}, ${signing.signedOn}, ${at}, ${actor.accountId})
    RETURNING id`);
  return row?.id ?? null;
}
