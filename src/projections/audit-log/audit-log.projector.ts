import type { AuditRetentionEvent } from '../../events/audit-retention.events.js';
import { type RecordedEvent, traceIdOf } from '../../kernel/event.js';
import type { Json, JsonObject } from '../../kernel/json.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, Projection, Purge, TableSpec } from '../../platform/projections/projection.js';
import { type AuditOutcome, familyOf } from './audit-mapping.js';
import { auditedTypes, auditMappings } from './audit-mappings.js';

export interface AuditRow {
  /** The position again: an event's own id need only be unique within its stream. */
  readonly id: string;
  /** When it happened, by the word of whoever reported it. */
  readonly timestamp: Date;
  /** When it was put on record; nobody can choose it, so retention goes by it. */
  readonly recorded_at: Date;
  readonly actor: string;
  readonly actor_id: string;
  readonly actor_type: string;
  readonly action: string;
  readonly family: string;
  readonly resource: string;
  readonly details: JsonObject;
  /** As it was seen; behind a proxy it may be no address at all, so it is text. */
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly outcome: AuditOutcome;
  readonly demo: boolean;
  readonly position: string;
  /** Everything that a search by text looks at, in lower case. */
  readonly search: string;
}

export const auditLogTable: TableSpec<AuditRow> = {
  name: 'audit_log',
  columns: {
    id: 'text',
    timestamp: 'timestamptz',
    recorded_at: 'timestamptz',
    actor: 'text',
    actor_id: 'text',
    actor_type: 'text',
    action: 'text',
    family: 'text',
    resource: 'text',
    details: 'jsonb',
    ip_address: 'text',
    user_agent: 'text',
    outcome: 'text',
    demo: 'boolean',
    position: 'text',
    search: 'text',
  },
  key: ['id'],
  nullable: ['ip_address', 'user_agent'],
  immutable: true,
  indexes: [
    '("timestamp" desc, id desc)',
    '(actor, "timestamp" desc, id desc)',
    '(actor_id, "timestamp" desc, id desc)',
    '(action, "timestamp" desc, id desc)',
    '(resource, "timestamp" desc, id desc)',
    `(outcome, "timestamp" desc, id desc) where outcome <> 'success'`,
    '(family, recorded_at)',
    'using gin (search gin_trgm_ops)',
  ],
};

/** The entry that an event makes; undefined for a type that makes none. */
export function auditRowOf(event: RecordedEvent): AuditRow | undefined {
  const mapping = auditMappings[event.type];
  if (mapping === undefined || 'leftOut' in mapping) return undefined;
  const { action, resource, outcome = 'success' } = mapping.entry(event.data);
  const { actor, correlationId, source } = event.meta;
  const requestTraceId = traceIdOf(event.meta);
  const data = Object.entries(event.data).filter(([name]) => !mapping.withheld?.includes(name));
  const details: JsonObject = {
    ...Object.fromEntries(data),
    eventId: event.id,
    eventType: event.type,
    stream: event.stream,
    correlationId,
    source,
    ...(requestTraceId === undefined ? {} : { requestTraceId }),
  };
  const row = {
    id: event.position,
    timestamp: occurredAtOf(event),
    recorded_at: event.recordedAt,
    actor: actor.name,
    actor_id: actor.id,
    actor_type: actor.type,
    action,
    family: familyOf(action),
    resource,
    details,
    ip_address: actor.ipAddress ?? null,
    user_agent: actor.userAgent ?? null,
    outcome,
    demo: event.meta.demo === true,
    position: event.position,
  };
  return { ...row, search: searchTextOf(row) };
}

/** Texts and numbers of an entry, one on a line, in lower case; a search text has no line breaks. */
function searchTextOf({ actor, action, resource, details, ip_address, user_agent }: Omit<AuditRow, 'search'>): string {
  const found: string[] = [actor, action, resource, ip_address ?? '', user_agent ?? ''];
  collectTexts(details, found);
  return [...new Set(found)].join('\n').toLowerCase();
}

function collectTexts(value: Json | undefined, found: string[]): void {
  if (typeof value === 'string') found.push(value);
  else if (typeof value === 'number') found.push(String(value));
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collectTexts(inner, found);
  }
}

/** What retention removes; decided by the event alone, so that a rebuild ends with the same entries. */
export function purgesOf(event: RecordedEvent): readonly Purge<AuditRow>[] {
  const { type, data } = event as unknown as AuditRetentionEvent;
  if (type !== 'AuditRetentionApplied') return [];
  return data.cutoffs.map(({ family, before }) => ({
    column: 'recorded_at',
    before: new Date(before),
    where: { family },
  }));
}

const entries: InsertOutput<AuditRow> = {
  kind: 'insert',
  table: auditLogTable,
  rows(event) {
    const row = auditRowOf(event);
    return row === undefined ? [] : [row];
  },
  purges: purgesOf,
};

/** Who did what to what, from where, and how it ended. */
export const auditLogProjection: Projection = {
  name: 'audit-log',
  version: 2,
  types: auditedTypes,
  outputs: [entries],
};
