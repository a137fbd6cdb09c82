import { QueryFailedError } from 'typeorm';

/** The driver's own code: '40001', '23505'… on PostgreSQL, 'SQLITE_CONSTRAINT', 'SQLITE_FULL'… on SQLite. */
export function databaseCode(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { code?: string }).code;
}

/** PostgreSQL chose this unit to give way to another one: the same unit may succeed when run again. */
export function maySucceedAgain(error: unknown): boolean {
  const code = databaseCode(error);
  return code === '40001' || code === '40P01';
}
