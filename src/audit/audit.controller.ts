import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { addDays, startOf } from '../domain/day';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Allow } from '../platform/http/allow';
import { ApiPage, offsetOf, type Page, pageOf } from '../platform/http/page';
import { AuditQuery } from './audit.dto';
import type { SealedEntry } from './audit-entry';
import { AuditEntryView, toAuditEntryView } from './audit-entry.view';

@ApiTags('操作记录')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly db: Database) {}

  /** 操作记录, the newest first. */
  @Get()
  @Allow('audit.read')
  @ApiPage(AuditEntryView)
  async list(@Query() query: AuditQuery): Promise<Page<AuditEntryView>> {
    const where = sql.join(conditions(query), ' AND ');
    const found = await this.db.slow<{ total: number }>(
      sql`SELECT count(*) AS total FROM audit WHERE ${where}`,
    );
    const rows = await this.db.slow<SealedEntry>(sql`
      SELECT id, at, actor, acting_unit AS "actingUnit", action, subject, subject_id AS "subjectId",
             subject_version AS "subjectVersion", facts, request_id AS "requestId", prev, hash
        FROM audit WHERE ${where} ORDER BY id DESC LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, rows.map(toAuditEntryView), found[0]?.total ?? 0);
  }
}

function conditions(query: AuditQuery): Sql[] {
  const where = [sql`1 = 1`];
  if (query.action !== undefined) {
    where.push(
      sql`(action = ${query.action} OR substr(action, 1, ${query.action.length + 1}) = ${`${query.action}.`})`,
    );
  }
  if (query.subject !== undefined) where.push(sql`subject = ${query.subject}`);
  if (query.subjectId !== undefined) where.push(sql`subject_id = ${query.subjectId}`);
  if (query.actor !== undefined) where.push(sql`actor = ${query.actor}`);
  if (query.from !== undefined) where.push(sql`at >= ${startOf(query.from)}`);
  if (query.to !== undefined) where.push(sql`at < ${startOf(addDays(query.to, 1))}`);
  return where;
}
