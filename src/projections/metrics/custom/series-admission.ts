import { OTHER } from '../label-admission.js';
import type { Admission } from '../series-table.js';

/**
 * Bounds how many series a metric has: the first to appear are shown, in the order in which the log has them; of the
 * later ones every label says `other`, so that they are shown as one.
 */
export class SeriesAdmission implements Admission {
  private admitted = 0;
  private readonly refused = new Map<string, Set<string>>();

  constructor(private readonly limit: number) {}

  admit(name: string, labels: readonly string[], values: readonly string[]): readonly string[] {
    if (labels.length === 0 || this.admitted < this.limit) {
      this.admitted += 1;
      return values;
    }
    labels.forEach((label, index) => {
      const value = values[index] ?? '';
      if (value === OTHER) return;
      const key = `${name}\u0000${label}`;
      let beyond = this.refused.get(key);
      if (!beyond) this.refused.set(key, (beyond = new Set()));
      beyond.add(value);
    });
    return labels.map(() => OTHER);
  }

  *hidden(): Iterable<readonly [name: string, label: string, count: number]> {
    for (const [key, values] of this.refused) {
      const [name = '', label = ''] = key.split('\u0000');
      yield [name, label, values.size];
    }
  }
}
