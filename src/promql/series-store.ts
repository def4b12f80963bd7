import type { LabelMatcher } from './ast.js';
import type { Labels } from './labels.js';
import type { SeriesSource } from './series-source.js';

/** What is known of all series under one name. */
export interface SeriesMetadata {
  /** As after `# TYPE`: of a histogram without `_bucket`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'unknown';
  readonly help: string;
  readonly unit: string;
}

/** A source that also tells what it has. */
export interface SeriesStore extends SeriesSource {
  /** Whether series of this name are its own, and nobody else's. */
  owns(name: string): boolean;
  /**
   * Labels of the series that satisfy the matchers and may have samples in (`afterMs`, `untilMs`]; more may be named
   * than have, as Prometheus looks at whole blocks. No set of labels comes twice.
   */
  labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): Promise<readonly Labels[]>;
  metadata(): Promise<readonly SeriesMetadata[]>;
  /** A source for one round of many expressions: it looks for news once, now, and not before each of them. */
  round(): Promise<SeriesSource>;
}
