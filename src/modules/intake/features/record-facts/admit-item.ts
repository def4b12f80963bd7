import * as crypto from 'node:crypto';
import type { DomainError, FieldProblem } from '../../../../kernel/domain-error.js';
import { fieldProblems } from '../../../../kernel/field-problems.js';
import { msOfUtcText } from '../../../../kernel/utc-text.js';
import { derivedId } from '../../../../platform/runtime/uuid-ids.js';
import type { FactKind } from '../../../../events/fact-kind.js';
import { readWith } from '../../../../events/quick-reading.js';
import type { FactKinds } from '../../fact-kinds.js';
import type { ItemProblem, ReportedItem } from './record-facts.command.js';

/** An item that may be recorded: checked, placed and identified. */
export interface AdmittedItem {
  readonly index: number;
  /** What the reporter calls it; the event id when it named none. */
  readonly id: string;
  readonly kind: FactKind;
  readonly input: unknown;
  readonly stream: string;
  readonly eventId: string;
  readonly occurredAt: string;
  /** Cannot be another report sent again: it has an identity, or its time is our own. */
  readonly identified: boolean;
  /** The reporter named it, so that it can be sent again under that name. */
  readonly named: boolean;
  /** By which it is known again; also when the reporter named none, since the answer gives it an id. */
  readonly contentDigest: string;
  /** Its input as JSON, where that was written for the digest. */
  readonly inputJson: string | undefined;
}

export type Admission =
  | { readonly ok: true; readonly item: AdmittedItem }
  | { readonly ok: false; readonly id: string | null; readonly problem: ItemProblem };

/** A reporter's clock may run ahead of ours by this much. */
const MAX_FUTURE_MS = 5 * 60_000;
/** Nothing that this service watches happened before. */
const EARLIEST = Date.UTC(2015, 0, 1);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
const itemFields = new Set(['id', 'type', 'occurredAt', 'data']);

/** Checks one reported item by itself, without reading anything. `fresh` makes an id for an item that has none. */
export function admitItem(
  reported: unknown,
  index: number,
  kinds: FactKinds,
  now: Date,
  fresh: () => string,
): Admission {
  if (typeof reported !== 'object' || reported === null || Array.isArray(reported)) {
    return refuse(null, 'ITEM_INVALID', [{ field: '$', message: 'expected an object with type and data' }]);
  }
  const item = reported as ReportedItem;
  const id = typeof item.id === 'string' && item.id.length > 0 && item.id.length <= 200 ? item.id : null;
  const problems: FieldProblem[] = [];
  for (const field of Object.keys(item)) {
    if (!itemFields.has(field))
      problems.push({ field, message: 'unknown field; an item has id, type, occurredAt, data' });
  }
  if (item.id !== undefined && id === null) {
    problems.push({ field: 'id', message: 'expected a text of 1 to 200 characters' });
  }
  const kind = typeof item.type === 'string' ? kinds.get(item.type) : undefined;
  if (!kind) {
    problems.push({
      field: 'type',
      message:
        typeof item.type === 'string'
          ? `unknown event type ${JSON.stringify(item.type.slice(0, 100))}; known: ${kinds.types.join(', ')}`
          : 'expected the name of an event type',
    });
  }
  const occurredAt = item.occurredAt === undefined ? now.toISOString() : timeOf(item.occurredAt, now, problems);
  if (problems.length > 0 || !kind || !occurredAt) return refuse(id, 'ITEM_INVALID', problems);

  const parsed = readWith(kind.input, item.data);
  if (!parsed.success) {
    return refuse(
      id,
      'VALIDATION_FAILED',
      fieldProblems(parsed.error.issues).map(({ field, message }) => ({
        field: field === '$' ? 'data' : `data.${field}`,
        message,
      })),
    );
  }
  const input: unknown = parsed.data;
  const stream = kind.stream(input);
  const inputJson = kind.content ? undefined : JSON.stringify(input);
  const naturalKey = kind.naturalKey?.(input);
  const named = id !== null || naturalKey !== undefined;
  const eventId =
    id === null
      ? naturalKey === undefined
        ? fresh()
        : derivedId('natural', kind.type, stream, naturalKey)
      : uuid.test(id)
        ? id.toLowerCase()
        : derivedId('item', stream, id);
  return {
    ok: true,
    item: {
      index,
      id: id ?? eventId,
      kind,
      input,
      stream,
      eventId,
      occurredAt,
      identified: named || item.occurredAt === undefined,
      named,
      contentDigest: digestOf(kind.type, inputJson ?? JSON.stringify(kind.content?.(input))),
      inputJson,
    },
  };
}

export function problemOfItem(error: DomainError): ItemProblem {
  return {
    ...error.details,
    code: error.code,
    fault: error.fault,
    detail: error.message,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  };
}

function refuse(id: string | null, code: string, errors: readonly FieldProblem[]): Admission {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return { ok: false, id, problem: { code, fault: 'invalid', detail, errors } };
}

/** Whether something can be said to have happened then: a time as RFC 3339 writes it. */
export function isPlausibleTime(time: string, now: Date): boolean {
  const ms = msOf(time);
  return ms >= EARLIEST && !isAheadOf(now, ms);
}

const isAheadOf = (now: Date, ms: number) => ms > now.getTime() + MAX_FUTURE_MS;

function msOf(time: string): number {
  const ms = msOfUtcText(time);
  return Number.isNaN(ms) ? Date.parse(time.replace(' ', 'T')) : ms;
}

/** The time in UTC with milliseconds. */
function timeOf(value: unknown, now: Date, problems: FieldProblem[]): string | undefined {
  const known = typeof value === 'string' ? msOfUtcText(value) : Number.NaN;
  if (known >= EARLIEST && !isAheadOf(now, known)) return value as string;
  const ms = typeof value === 'string' && rfc3339.test(value) ? msOf(value) : Number.NaN;
  if (Number.isNaN(ms) || !isInCalendar(value as string)) {
    problems.push({
      field: 'occurredAt',
      message: 'expected an RFC 3339 time with a zone, as in 2026-01-15T14:32:00Z',
    });
    return undefined;
  }
  if (isAheadOf(now, ms)) {
    problems.push({
      field: 'occurredAt',
      message: `lies in the future (our clock says ${now.toISOString()}); check the reporter's clock`,
    });
    return undefined;
  }
  if (ms < EARLIEST) {
    problems.push({ field: 'occurredAt', message: "lies before 2015; check the unit and the reporter's clock" });
    return undefined;
  }
  return new Date(ms).toISOString();
}

/** The same for the same content, whatever the order in which the reporter wrote its fields (schemas fix the order). */
function digestOf(type: string, json: string | undefined): string {
  return crypto.hash('sha1', `${type}\n${json}`, 'base64').slice(0, 22);
}

/** Reports come of few days: the one that was looked up last. */
let latestDay: { readonly day: string; readonly exists: boolean } | undefined;

/** `Date` takes the 30th of February for the 2nd of March. */
function isInCalendar(time: string): boolean {
  const day = time.slice(0, 10);
  if (latestDay?.day !== day) {
    const midnight = new Date(`${day}T00:00:00Z`);
    latestDay = { day, exists: !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) };
  }
  return latestDay.exists;
}
