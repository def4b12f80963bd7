import type { LabelMatcher } from '../../../promql/ast.js';
import type { SelectOptions, SeriesSelection, SeriesSource } from '../../../promql/series-source.js';
import type { SeriesStore } from '../../../promql/series-store.js';

/** What Postgres says of a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/** The answer, or the other one when the table is gone: the metric was removed, and not everybody has heard of it yet. */
export async function unlessGone<Answer>(asked: Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if ((error as { driverError?: { code?: unknown } }).driverError?.code === UNDEFINED_TABLE) return otherwise;
    throw error;
  }
}

/** A store whose table may go at any time, and which looks for news only when somebody asks for its series. */
export class FadingSeries implements SeriesStore {
  constructor(private readonly store: SeriesStore) {}

  owns(name: string): boolean {
    return this.store.owns(name);
  }

  select(selections: readonly SeriesSelection[], options: SelectOptions) {
    return unlessGone(
      this.store.select(selections, options),
      selections.map(() => []),
    );
  }

  labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number) {
    return unlessGone(this.store.labels(matchers, afterMs, untilMs), []);
  }

  metadata() {
    return this.store.metadata();
  }

  round(): Promise<SeriesSource> {
    let looked: Promise<SeriesSource> | undefined;
    const select: SeriesSource['select'] = async (selections, options) => {
      const nothing = selections.map(() => []);
      const source = await unlessGone((looked ??= this.store.round()), undefined as SeriesSource | undefined);
      return source ? unlessGone(source.select(selections, options), nothing) : nothing;
    };
    return Promise.resolve({ select });
  }
}
