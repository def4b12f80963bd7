import { MAX_NUMBERS, MAX_RUNS } from '../domain/telemetry-received.facts.js';

/** A record's place among those of its agent. */
export interface NumberedRecord {
  readonly number: number;
  readonly timeMs: number | undefined;
}

/** Records of successive numbers, each with a mark of its time. */
export interface Run {
  readonly from: number;
  readonly marks: string;
}

/** Of 01 to fe; 00 and ff have a meaning to those who keep them. */
const MARKS = 254;

/**
 * The numbers as runs, in portions that a fact can hold. A record that is there twice is told once; two of different
 * times under one number both are, by which one sees that several processes count alike.
 */
export function runsOf(records: readonly NumberedRecord[]): readonly (readonly Run[])[] {
  const known = new Set<string>();
  const sorted = records
    .map(({ number, timeMs }) => ({ number, mark: markOf(timeMs) }))
    .filter(({ number, mark }) => {
      const key = `${number} ${mark}`;
      return !known.has(key) && known.add(key);
    })
    .sort((one, other) => one.number - other.number || (one.mark < other.mark ? -1 : 1));
  const portions: { from: number; marks: string }[][] = [];
  sorted.forEach(({ number, mark }, index) => {
    if (index % MAX_NUMBERS === 0) portions.push([]);
    const portion = portions.at(-1)!;
    const run = portion.at(-1);
    if (run && run.from + run.marks.length / 2 === number) run.marks += mark;
    else if (portion.length < MAX_RUNS) portion.push({ from: number, marks: mark });
    else portions.push([{ from: number, marks: mark }]);
  });
  return portions;
}

function markOf(timeMs: number | undefined): string {
  return (1 + (timeMs === undefined ? 0 : Math.floor(timeMs) % MARKS)).toString(16).padStart(2, '0');
}
