/** Most values that one label of one family may show. */
export const MAX_LABEL_VALUES = 100;

/** What a label says beyond the cap. */
export const OTHER = 'other';

/**
 * Bounds the cardinality of `/metrics`. The first values to appear are admitted, in the order in which the log has
 * them, so every replica and every rebuild admits the same; later ones are folded into `other`.
 */
export class LabelAdmission {
  private readonly admitted = new Map<string, Set<string>>();
  private readonly refused = new Map<string, Set<string>>();

  constructor(private readonly cap: number = MAX_LABEL_VALUES) {}

  /** The label values to show for a series of `name`. */
  admit(name: string, labels: readonly string[], values: readonly string[]): readonly string[] {
    return values.map((value, index) => {
      const key = `${name}\u0000${labels[index] ?? ''}`;
      let known = this.admitted.get(key);
      if (!known) this.admitted.set(key, (known = new Set()));
      if (known.has(value)) return value;
      if (known.size < this.cap) {
        known.add(value);
        return value;
      }
      let beyond = this.refused.get(key);
      if (!beyond) this.refused.set(key, (beyond = new Set()));
      beyond.add(value);
      return OTHER;
    });
  }

  /** How many values each label has hidden: [family, label, count]. */
  *hidden(): Iterable<readonly [name: string, label: string, count: number]> {
    for (const [key, values] of this.refused) {
      const [name = '', label = ''] = key.split('\u0000');
      yield [name, label, values.size];
    }
  }
}
