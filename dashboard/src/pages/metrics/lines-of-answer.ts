import { type ChartSeries, linesOf } from '../../charts/chart-series';
import type { RangeAnswer } from '../../charts/promql-answer';

/** More lines than this nobody tells apart, and the drawing gets slow. */
export const MOST_LINES = 60;

/**
 * The lines of an answer, named by the labels in which they differ: `story-developer` rather than `instance=…,
 * type=story-developer`. One label alone gives the colours that it has on the other pages.
 */
export function linesOfAnswer(answer: RangeAnswer): ChartSeries[] {
  const shown = { ...answer, series: answer.series.slice(0, MOST_LINES) };
  return linesOf(shown, differingLabels(shown.series.map(({ labels }) => labels)));
}

/** Undefined: there are none, or they alone do not tell the series apart. */
export function differingLabels(all: readonly Readonly<Record<string, string>>[]): readonly string[] | undefined {
  const names = [...new Set(all.flatMap((labels) => Object.keys(labels)))].sort();
  const differing = names.filter((name) => new Set(all.map((labels) => labels[name])).size > 1);
  if (differing.includes('__name__')) return undefined;
  // One series has no other to differ from.
  const telling =
    all.length === 1 ? names.filter((name) => !['__name__', 'instance', 'job'].includes(name)) : differing;
  const keys = new Set(all.map((labels) => telling.map((name) => labels[name] ?? '').join('\n')));
  return telling.length === 0 || keys.size < all.length || keys.has('') ? undefined : telling;
}
