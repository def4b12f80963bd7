import { type Labels, METRIC_NAME } from '../labels.js';
import { goQuote } from '../parser/go-quote.js';

/** How the label sets of two series, or of a series and a group, are found to belong together. */
export interface Signature {
  /** Equal exactly where the labels that count are equal. */
  keyOf(labels: Labels): string;
  /** The labels that count. */
  labelsOf(labels: Labels): Labels;
}

/** These labels only. */
export function only(names: readonly string[]): Signature {
  const kept = new Set(names);
  const labelsOf = (labels: Labels): Labels => labels.keep(kept);
  const [single] = names;
  if (single === undefined) return { keyOf: () => '', labelsOf };
  if (names.length === 1) return { keyOf: (labels) => labels.get(single), labelsOf };
  // Each with its length, so that no value can look like the end of another.
  const keyOf = (labels: Labels): string => {
    let key = '';
    for (const name of names) {
      const value = labels.get(name);
      key += `${value.length}:${value}`;
    }
    return key;
  };
  return { keyOf, labelsOf };
}

/** All labels but these and the metric's name. */
export function allBut(names: readonly string[]): Signature {
  const dropped = new Set([METRIC_NAME, ...names]);
  const labelsOf = (labels: Labels): Labels => labels.drop(dropped);
  return { keyOf: (labels) => labelsOf(labels).key, labelsOf };
}

/** Numbers of the signatures of rows, the same number for the same signature, over several grids. */
export class Ordinals {
  private readonly known = new Map<string, number>();

  constructor(private readonly signature: Signature) {}

  of(labels: readonly Labels[]): Int32Array {
    return Int32Array.from(labels, (each) => {
      const key = this.signature.keyOf(each);
      let ordinal = this.known.get(key);
      if (ordinal === undefined) this.known.set(key, (ordinal = this.known.size));
      return ordinal;
    });
  }

  get size(): number {
    return this.known.size;
  }
}

/** Labels as Prometheus writes them in messages. */
export function formatLabels(labels: Labels): string {
  return `{${[...labels].map(([name, value]) => `${name}=${goQuote(value)}`).join(', ')}}`;
}
