import type { TelemetryEvent } from '../../events/telemetry.events.js';
import type { FoldOutput, KeyPart, TableSpec } from '../../platform/projections/projection.js';

/** Numbers in one row. */
const BLOCK = 256;
const NOT_SEEN = 0x00;
/** Records of different times came under one number. */
const REPEATED = 0xff;

/** Which of 256 successive numbers of an agent's records came. */
export interface RecordNumbersRow {
  readonly agent_id: string;
  readonly source: string;
  /** The first number divided by 256. */
  readonly block: number;
  /** Two hexadecimal digits per number: 00 not seen, ff seen of records that differ, else the mark of its record. */
  readonly marks: string;
  readonly seen: number;
  readonly repeated: number;
  readonly first: number;
  readonly last: number;
}

const table: TableSpec<RecordNumbersRow> = {
  name: 'telemetry_record_numbers',
  columns: {
    agent_id: 'text',
    source: 'text',
    block: 'bigint',
    marks: 'text',
    seen: 'integer',
    repeated: 'integer',
    first: 'bigint',
    last: 'bigint',
  },
  key: ['agent_id', 'source', 'block'],
};

/** Of two marks under one number: which came first does not matter, nor how often each came. */
function joined(known: number, mark: number): number {
  if (known === NOT_SEEN) return mark;
  return known === mark ? known : REPEATED;
}

function rowOf([agentId, source, block]: readonly KeyPart[], marks: Uint8Array): RecordNumbersRow {
  const start = (block as number) * BLOCK;
  let [seen, repeated, first, last] = [0, 0, -1, -1];
  marks.forEach((mark, index) => {
    if (mark === NOT_SEEN) return;
    seen += 1;
    if (mark === REPEATED) repeated += 1;
    if (first < 0) first = index;
    last = index;
  });
  return {
    agent_id: agentId as string,
    source: source as string,
    block: block as number,
    marks: Buffer.from(marks).toString('hex'),
    seen,
    repeated,
    first: start + first,
    last: start + last,
  };
}

/** A set that only grows, so that telemetry leads to the same rows in any order, in other pieces and twice. */
export const recordNumbers: FoldOutput<RecordNumbersRow> = {
  kind: 'fold',
  table,
  keys(event) {
    if (event.type !== 'TelemetryReceived') return [];
    const { agentId, source, sequences = [] } = event.data as unknown as TelemetryEvent['data'];
    const blocks = new Set<number>();
    for (const { from, marks } of sequences) {
      const end = Math.floor((from + marks.length / 2 - 1) / BLOCK);
      for (let block = Math.floor(from / BLOCK); block <= end; block++) blocks.add(block);
    }
    return [...blocks].map((block) => [agentId, source, block]);
  },
  apply(row, event, key) {
    const { sequences = [] } = event.data as unknown as TelemetryEvent['data'];
    const start = (key[2] as number) * BLOCK;
    const marks = row ? Uint8Array.from(Buffer.from(row.marks, 'hex')) : new Uint8Array(BLOCK);
    let changed = false;
    for (const run of sequences) {
      Buffer.from(run.marks, 'hex').forEach((mark, offset) => {
        const index = run.from + offset - start;
        if (index < 0 || index >= BLOCK) return;
        const known = marks[index] as number;
        const now = joined(known, mark);
        changed ||= now !== known;
        marks[index] = now;
      });
    }
    return row && !changed ? row : rowOf(key, marks);
  },
};
