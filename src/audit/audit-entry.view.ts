import type { SealedEntry } from './audit-entry';

export class AuditEntryView {
  /** Without gaps from 1. */
  id!: number;
  /** @example '2026-12-21T03:04:05.678Z' */
  at!: string;
  /** The account's name. */
  actor!: string;
  /** 0 for roles that act for no unit. */
  actingUnit!: number;
  /** @example 'report.submitted' */
  action!: string;
  subject!: string;
  subjectId!: number;
  subjectVersion!: number;
  facts!: Record<string, unknown>;
  requestId!: string;
  /** The entry's link in the chain. */
  hash!: string;
}

export function toAuditEntryView({ prev: _, facts, ...entry }: SealedEntry): AuditEntryView {
  return { ...entry, facts: JSON.parse(facts) as Record<string, unknown> };
}
