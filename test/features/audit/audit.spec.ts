import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audit } from '../../../src/audit/audit';
import { AuditCheck } from '../../../src/audit/audit-check.service';
import { canonicalJson } from '../../../src/audit/audit-entry';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import { eachDatabase } from '../../support/databases';

const key = Buffer.from('k'.repeat(32));

test('the same facts give the same text, in whatever order they were written', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: '甲' })).toBe('{"a":"甲","b":[{"c":null,"d":1}]}');
});

eachDatabase('the record', (open) => {
  let db: Database;
  let audit: Audit;
  let check: AuditCheck;
  let file: string;

  beforeEach(async () => {
    db = await open();
    file = join(mkdtempSync(join(tmpdir(), 'audit-')), 'audit-checkpoints.log');
    audit = new Audit(db, new FixedClock(new Date('2026-12-21T01:00:00Z')), key);
    check = new AuditCheck(db, key, file);
  });
  afterEach(() => {
    rmSync(join(file, '..'), { recursive: true });
  });

  const write = (n: number) =>
    audit.record(SYSTEM, { action: 'duty.tested', subject: 'duty', subjectId: n, facts: { n } });
  const note = (n: number) => {
    audit.note(SYSTEM, { action: 'duty.tested', subject: 'duty', subjectId: n });
  };
  const noteAll = (numbers: readonly number[]) =>
    db.write(() => {
      numbers.forEach(note);
      return Promise.resolve();
    });
  const count = async () => (await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit`))?.n;

  test('keeps the entries of one unit of work in their order, without gaps', async () => {
    await noteAll([1, 2, 3]);
    await write(4);
    const rows = await db.rows<{ id: number; n: number }>(
      sql`SELECT id, subject_id AS n FROM audit ORDER BY id`,
    );
    expect(rows.map(({ id, n }) => [id, n])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(await check.verifyChain()).toEqual({ entries: 4, checkpoints: 0, fault: null });
  });

  test('forgets what was noted in a unit that failed', async () => {
    const failing = db.write(() => {
      note(1);
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    await write(2);
    expect(await count()).toBe(1);
    expect((await check.verifyChain()).fault).toBeNull();
  });

  test('refuses an entry outside a write, and one of its own inside', async () => {
    expect(() => {
      note(1);
    }).toThrow('open write');
    await expect(db.write(() => write(1))).rejects.toThrow('record()');
  });

  test('does not fork when forty units are written at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => write(n + 1)));
    expect(await check.verifyChain()).toEqual({ entries: 40, checkpoints: 0, fault: null });
  });

  test('takes more entries in one unit than one statement carries', async () => {
    await noteAll(Array.from({ length: 1_100 }, (_, n) => n + 1));
    expect(await check.verifyChain()).toEqual({ entries: 1_100, checkpoints: 0, fault: null });
  });

  test.each([
    ['at', `'2026-12-20T01:00:00.000Z'`],
    ['actor', `'somebody'`],
    ['acting_unit', '7'],
    ['action', `'duty.other'`],
    ['subject', `'report'`],
    ['subject_id', '99'],
    ['subject_version', '99'],
    ['facts', `'{}'`],
    ['request_id', `'other'`],
    ['prev', `'${'0'.repeat(64)}'`],
    ['hash', `'${'1'.repeat(64)}'`],
    ['id', '77'],
  ])('names the entry whose %s was altered', async (column, value) => {
    for (const n of [1, 2, 3]) await write(n);
    await db.write(() =>
      db.changed(sql`UPDATE audit SET ${sql.raw(column)} = ${sql.raw(value)} WHERE id = 2`),
    );
    expect((await check.verifyChain()).fault?.id).toBe(2);
  });

  test('names an entry that was taken out', async () => {
    for (const n of [1, 2, 3]) await write(n);
    await db.write(() => db.changed(sql`DELETE FROM audit WHERE id = 2`));
    expect((await check.verifyChain()).fault).toEqual({ id: 2, why: '第2条缺失' });
  });

  test('sees by the checkpoint that the end was cut off, and writes one a day', async () => {
    for (const n of [1, 2, 3]) await write(n);
    await check.checkpoint('2026-12-21');
    await check.checkpoint('2026-12-21');
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    await db.write(() => db.changed(sql`DELETE FROM audit WHERE id = 3`));
    expect((await check.verifyChain()).fault).toEqual({ id: 3, why: '2026-12-21已有3条记录,现只有2条' });
  });

  test.each([
    ['a number', (line: string) => line.replace('"id":2', '"id":1')],
    ['half of it', (line: string) => line.slice(0, 40)],
  ])('sees that a checkpoint was forged: %s', async (_, forge) => {
    for (const n of [1, 2]) await write(n);
    await check.checkpoint('2026-12-21');
    writeFileSync(file, forge(readFileSync(file, 'utf8')));
    expect((await check.verifyChain()).fault).not.toBeNull();
  });
});
