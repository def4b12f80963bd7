import type pg from 'pg';
import type { EncodedEvent } from '../event-encoding.js';
import { EventLogError, type AppendOutcome, type ExpectedRevision } from '../event-log.js';
import { int4Array, int8Array, textArray, uuidArray } from './binary-array.js';
import { toLogPosition } from './log-position.js';

/** One checked and serialised append. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
}

/** Everything as the server sends it: the few answers are split below, faster than by the driver's array parser. */
export const rawText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

const text = `select statuses, revisions, positions from eventlog.append(
  $1::text[], $2::int[], $3::bigint[], $4::int[],
  $5::int[], $6::uuid[], $7::text[], $8::int[], $9::text[], $10::text[], $11::boolean)`;

/** The call of `eventlog.append` for one flush. No event id may occur twice in one stream of it. */
export function appendStatement(
  appends: readonly EncodedAppend[],
  checkFirst: boolean,
): pg.QueryConfig & { rowMode: 'array' } {
  const names = new Map<string, number>();
  const streams: number[] = [];
  const expected: bigint[] = [];
  const sizes: number[] = [];
  const requests: number[] = [];
  const ids: string[] = [];
  const types: string[] = [];
  const versions: number[] = [];
  const data: string[] = [];
  const meta: string[] = [];
  for (const append of appends) {
    let stream = names.get(append.stream);
    if (stream === undefined) names.set(append.stream, (stream = names.size + 1));
    streams.push(stream);
    expected.push(expectedCode(append.expected));
    sizes.push(append.events.length);
    for (const event of append.events) {
      requests.push(sizes.length);
      ids.push(event.id);
      types.push(event.type);
      versions.push(event.schemaVersion);
      data.push(event.data);
      meta.push(event.meta);
    }
  }
  return {
    name: 'eventlog.append',
    text,
    values: [
      textArray([...names.keys()]),
      int4Array(streams),
      int8Array(expected),
      int4Array(sizes),
      int4Array(requests),
      uuidArray(ids),
      textArray(types),
      int4Array(versions),
      textArray(data),
      textArray(meta),
      checkFirst,
    ],
    types: rawText,
    rowMode: 'array',
  };
}

/** As the SQL function reads it; see there. */
function expectedCode(expected: ExpectedRevision): bigint {
  switch (expected) {
    case 'none':
      return -1n;
    case 'any':
      return -2n;
    case 'exists':
      return -3n;
    default:
      return expected;
  }
}

/** The outcomes in the order of the appends, from the one row that the statement answers. */
export function appendOutcomes(appends: readonly EncodedAppend[], row: readonly string[]): AppendOutcome[] {
  const [statuses, revisions, positions] = row.map((array) => array.slice(1, -1).split(',')) as [
    string[],
    string[],
    string[],
  ];
  return appends.map((append, place) => outcome(append, statuses[place]!, revisions[place]!, positions[place]!));
}

function outcome(append: EncodedAppend, status: string, revision: string, position: string): AppendOutcome {
  if (status === '0' || status === '1') {
    return { ok: true, revision: BigInt(revision), position: toLogPosition(position), duplicate: status === '1' };
  }
  const actual = revision === 'NULL' ? undefined : BigInt(revision);
  return { ok: false, error: conflict(append, status, actual) };
}

function conflict({ stream, expected }: EncodedAppend, status: string, actual: bigint | undefined): EventLogError {
  const reasons: Record<string, string> = {
    '2': `expected revision ${expected}, found ${actual ?? 'none'}`,
    '3': 'an event id of this stream is used again beside new ones',
    '4': 'these events were appended before, but not under this expectation',
  };
  return new EventLogError('conflict', `${stream}: ${reasons[status] ?? `status ${status}`}`, { expected, actual });
}
