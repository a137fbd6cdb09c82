import type { Migration } from './migrate';
import { initial } from './migrations/0001-initial';

/** Every migration, oldest first; a released one is never edited. */
export const migrations: readonly Migration[] = [initial];
