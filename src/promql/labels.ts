/** The label that holds a metric's name. */
export const METRIC_NAME = '__name__';

type Pair = readonly [name: string, value: string];

/**
 * A set of labels, ordered by name (by code point), without empty values: an empty label is one that is not there.
 * Immutable; two sets are equal exactly where their `key` is.
 */
export class Labels implements Iterable<Pair> {
  static readonly empty = new Labels([]);
  private known: string | undefined;

  private constructor(private readonly pairs: readonly Pair[]) {}

  /** Of a record, or of pairs in any order; a name twice: the last holds. */
  static of(given: Readonly<Record<string, string>> | Iterable<Pair>): Labels {
    const entries = Symbol.iterator in given ? given : Object.entries(given);
    const byName = new Map<string, string>();
    for (const [name, value] of entries as Iterable<Pair>) {
      if (value === '') byName.delete(name);
      else byName.set(name, value);
    }
    return byName.size === 0 ? Labels.empty : new Labels([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Identity: the same for equal sets, another for all others. */
  get key(): string {
    return (this.known ??= JSON.stringify(this.pairs));
  }

  get size(): number {
    return this.pairs.length;
  }

  /** The label's value, `''` where it is not there, as matchers see it. */
  get(name: string): string {
    for (const [own, value] of this.pairs) if (own === name) return value;
    return '';
  }

  has(name: string): boolean {
    return this.get(name) !== '';
  }

  [Symbol.iterator](): Iterator<Pair> {
    return this.pairs[Symbol.iterator]();
  }

  /** These labels with some set; an empty value takes a label away. */
  with(changes: Readonly<Record<string, string>>): Labels {
    return Labels.of([...this.pairs, ...Object.entries(changes)]);
  }

  /** Only the labels of these names. */
  keep(names: ReadonlySet<string>): Labels {
    return this.filtered((name) => names.has(name));
  }

  /** All labels but those of these names. */
  drop(names: ReadonlySet<string>): Labels {
    return this.filtered((name) => !names.has(name));
  }

  /** All labels but the metric's name. */
  withoutName(): Labels {
    return this.has(METRIC_NAME) ? this.filtered((name) => name !== METRIC_NAME) : this;
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.pairs);
  }

  private filtered(wanted: (name: string) => boolean): Labels {
    const pairs = this.pairs.filter(([name]) => wanted(name));
    if (pairs.length === this.pairs.length) return this;
    return pairs.length === 0 ? Labels.empty : new Labels(pairs);
  }
}
