import type { Binary, VectorMatching } from '../ast.js';
import { type Labels, METRIC_NAME } from '../labels.js';
import { PromqlError } from '../promql-error.js';
import { Grid, merged } from './grid.js';
import { arithmetic, comparisons, isComparison, isSetOperator } from './operators.js';
import type { Run } from './run.js';
import { allBut, formatLabels, only, Ordinals, type Signature } from './signatures.js';

/** Two rows that belong together, the one of the "many" side first. */
interface Pair {
  readonly many: number;
  readonly one: number;
  readonly signature: number;
}

/**
 * An arithmetic or comparison operator between two vectors. Which rows belong together is found once, by their labels;
 * at each step those of them that have an element there meet.
 */
export async function vectorWithVector(
  node: Binary,
  matching: VectorMatching,
  left: Grid,
  right: Grid,
  run: Run,
): Promise<Grid> {
  const isSwapped = matching.cardinality === 'one_to_many';
  const many = isSwapped ? right : left;
  const one = isSwapped ? left : right;
  const signature = matching.on ? only(matching.labels) : allBut(matching.labels);
  const ordinals = new Ordinals(signature);
  const manySignatures = ordinals.of(many.labels);
  const oneRows = rowsBySignature(ordinals.of(one.labels), ordinals.size);
  assertOneSide(matching, one, oneRows, many, signature);
  const pairs: Pair[] = [];
  const count = new Int32Array(ordinals.size);
  manySignatures.forEach((own, row) => {
    for (const other of oneRows[own] ?? []) {
      pairs.push({ many: row, one: other, signature: own });
      count[own] = count[own]! + 1;
    }
  });
  const labels = pairs.map((pair) => resultLabels(node, matching, many.labels[pair.many]!, one.labels[pair.one]!));
  const meeting = pairs.flatMap((pair, index) =>
    count[pair.signature]! > 1 ? [{ ...pair, labels: labels[index]! }] : [],
  );
  assertManySide(matching, many, one, meeting);
  // One to one, what tells signatures apart is what tells the results apart, unless the name is among it.
  const canBeEqual =
    matching.cardinality !== 'one_to_one' || meeting.length > 0 || matching.labels.includes(METRIC_NAME);
  const result = Grid.allocate(labels, left.steps, run.budget);
  const compute = computation(node);
  for (let row = 0; row < pairs.length; row++) {
    const pair = pairs[row]!;
    compute(result, row, isSwapped ? [left, pair.one, right, pair.many] : [left, pair.many, right, pair.one]);
    if (run.pace.due(left.steps)) await run.pace.rest();
  }
  return canBeEqual ? merged(result.compacted()) : result.compacted();
}

type Operands = readonly [left: Grid, leftRow: number, right: Grid, rightRow: number];

/** Fills a row of the result from the two rows that belong together. */
function computation({ op, returnBool }: Binary): (result: Grid, row: number, operands: Operands) => void {
  if (isSetOperator(op)) throw new TypeError(`"${op}" is no operator between elements`);
  const holds = isComparison(op) ? comparisons[op] : undefined;
  const apply = isComparison(op) ? undefined : arithmetic[op];
  return (result, row, [left, leftRow, right, rightRow]) => {
    const { steps } = result;
    for (let step = 0; step < steps; step++) {
      const from = leftRow * steps + step;
      const to = rightRow * steps + step;
      if (!left.present[from] || !right.present[to]) continue;
      const a = left.values[from]!;
      const b = right.values[to]!;
      const cell = row * steps + step;
      if (apply) result.values[cell] = apply(a, b);
      else if (returnBool) result.values[cell] = holds!(a, b) ? 1 : 0;
      else if (holds!(a, b)) result.values[cell] = a;
      else continue;
      result.present[cell] = 1;
    }
  };
}

function rowsBySignature(signatures: Int32Array, count: number): (number[] | undefined)[] {
  const rows = new Array<number[] | undefined>(count);
  signatures.forEach((signature, row) => {
    const same = rows[signature];
    if (same) same.push(row);
    else rows[signature] = [row];
  });
  return rows;
}

/** On the "one" side no two elements of a step may have the same signature. */
function assertOneSide(
  matching: VectorMatching,
  one: Grid,
  oneRows: readonly (readonly number[] | undefined)[],
  many: Grid,
  signature: Signature,
): void {
  for (const rows of oneRows) {
    if (rows === undefined || rows.length < 2) continue;
    for (let step = 0; step < one.steps; step++) {
      const there = rows.filter((row) => one.present[row * one.steps + step]);
      // Where the other side has nothing at all, nothing is matched.
      if (there.length < 2 || !hasAny(many, step)) continue;
      const [first, second] = there.map((row) => formatLabels(one.labels[row]!)).sort();
      const group = formatLabels(signature.labelsOf(one.labels[there[0]!]!));
      const side = matching.cardinality === 'one_to_many' ? 'left' : 'right';
      throw new PromqlError(
        'evaluate',
        `found duplicate series for the match group ${group} on the ${side} hand-side of the operation: [${first}, ${second}];many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
  }
}

function hasAny(grid: Grid, step: number): boolean {
  for (let row = 0; row < grid.rows; row++) if (grid.present[row * grid.steps + step]) return true;
  return false;
}

/**
 * On the "many" side several elements of a step may have the same signature only where that is asked for, and only where
 * their results differ in labels.
 */
function assertManySide(
  matching: VectorMatching,
  many: Grid,
  one: Grid,
  pairs: readonly (Pair & { readonly labels: Labels })[],
): void {
  const isOneToOne = matching.cardinality === 'one_to_one';
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = isOneToOne ? String(pair.signature) : `${pair.signature} ${pair.labels.key}`;
    const same = groups.get(key);
    if (same) same.push(pair);
    else groups.set(key, [pair]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (let step = 0; step < many.steps; step++) {
      const meet = group.filter(
        (pair) => many.present[pair.many * many.steps + step] && one.present[pair.one * one.steps + step],
      );
      if (meet.length < 2) continue;
      throw new PromqlError(
        'evaluate',
        isOneToOne
          ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
          : 'multiple matches for labels: grouping labels must ensure unique matches',
      );
    }
  }
}

/** The labels of a result: those of the "many" side, less or more what the matching says. */
function resultLabels(node: Binary, matching: VectorMatching, many: Labels, one: Labels): Labels {
  let labels = node.returnBool || !isComparison(node.op) ? many.withoutName() : many;
  if (matching.cardinality === 'one_to_one') {
    const names = new Set(matching.labels);
    labels = matching.on ? labels.keep(names) : labels.drop(names);
  }
  if (matching.include.length === 0) return labels;
  return labels.with(Object.fromEntries(matching.include.map((name) => [name, one.get(name)])));
}
