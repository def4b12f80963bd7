/** One line of the table: how fast, measured against the limit of the same run. */
export interface BenchRow {
  readonly work: string;
  readonly target: string;
  /** Undefined where the target is a time and not a ratio. */
  readonly ratio?: number;
  readonly met: boolean;
  /** What was measured, by name. */
  readonly figures: Readonly<Record<string, number>>;
  readonly unit: string;
}
