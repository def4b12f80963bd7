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

const text = `select head, heads, statuses, revisions, positions from eventlog.append(
  $1::text[], $2::int[], $3::bigint[], $4::int[], $5::int[],
  $6::int[], $7::int[], $8::uuid[], $9::text[], $10::int[], $11::text[], $12::text[], $13::boolean)`;

/** What `eventlog.append` answers: arrays as Postgres prints them. */
export type AppendRow = readonly [
  head: string,
  heads: string,
  statuses: string | null,
  revisions: string | null,
  positions: string | null,
];

/**
 * The call of `eventlog.append` for one flush, and how its answer is read. No event id may occur twice in one
 * stream of it. With `judge`, repeats are looked for first instead of being found by a failed insert.
 */
export class AppendStatement {
  readonly query: pg.QueryArrayConfig;

  private readonly streams: number[] = [];
  private readonly offsets: number[] = [];

  constructor(
    private readonly appends: readonly EncodedAppend[],
    judge: boolean,
  ) {
    const names = new Map<string, number>();
    const counts: number[] = [0];
    const eventStreams: number[] = [];
    const eventPlaces: number[] = [];
    for (const append of appends) {
      let stream = names.get(append.stream);
      if (stream === undefined) {
        stream = names.size + 1;
        names.set(append.stream, stream);
        counts.push(0);
      }
      this.streams.push(stream);
      this.offsets.push(counts[stream]!);
      for (let n = 0; n < append.events.length; n += 1) {
        eventStreams.push(stream);
        eventPlaces.push((counts[stream]! += 1));
      }
    }
    const events = appends.flatMap((append) => append.events);
    this.query = {
      name: 'eventlog.append',
      text,
      values: [
        textArray([...names.keys()]),
        int4Array(this.streams),
        int8Array(appends.map((append) => expectedCode(append.expected))),
        int4Array(appends.map((append) => append.events.length)),
        int4Array(this.offsets),
        int4Array(eventStreams),
        int4Array(eventPlaces),
        uuidArray(events.map((event) => event.id)),
        textArray(events.map((event) => event.type)),
        int4Array(events.map((event) => event.schemaVersion)),
        textArray(events.map((event) => event.data)),
        textArray(events.map((event) => event.meta)),
        judge,
      ],
      types: rawText,
      rowMode: 'array',
    };
  }

  /** The outcomes in the order of the appends. */
  outcomes([head, heads, ...judged]: AppendRow): AppendOutcome[] {
    const [statuses, revisions, positions] = judged;
    return statuses === null ? this.allAppended(head, heads) : this.judged(statuses, revisions!, positions!);
  }

  private allAppended(head: string, heads: string): AppendOutcome[] {
    const before = elements(heads);
    let position = Number(head);
    return this.appends.map(({ events }, place) => {
      const revision = Number(before[this.streams[place]! - 1]) + this.offsets[place]! + events.length;
      position += events.length;
      return { ok: true, revision: BigInt(revision), position: toLogPosition(String(position)), duplicate: false };
    });
  }

  private judged(statuses: string, revisions: string, positions: string): AppendOutcome[] {
    const [status, revision, position] = [elements(statuses), elements(revisions), elements(positions)];
    return this.appends.map((append, place) => outcome(append, status[place]!, revision[place]!, position[place]!));
  }
}

const elements = (array: string): string[] => array.slice(1, -1).split(',');

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
