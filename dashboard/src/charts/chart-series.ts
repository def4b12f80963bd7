import { wordsOf } from '../components/state-words';
import type { RangeAnswer } from './promql-answer';

/** One line of a chart. */
export interface ChartSeries {
  /** Decides the colour: the agent type, the model, … */
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** An interval around it, such as that of a forecast. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };
  /** Another look than the palette's: for sums and limits. */
  readonly colour?: string;
  readonly dash?: number[];
}

/** Lines of a PromQL answer, named and coloured by a label. Without one by all labels. */
export function linesOf(answer: RangeAnswer, by?: string | readonly string[], name?: string): ChartSeries[] {
  const keys = by === undefined ? undefined : [by].flat();
  return answer.series.map(({ labels, values }) => {
    const key = (
      keys ??
      Object.keys(labels)
        .filter((label) => label !== '__name__')
        .sort()
    )
      .map((label) => (keys ? labels[label] : `${label}=${labels[label]}`))
      .filter(Boolean)
      .join(' · ');
    const own = labels['__name__'] ?? name ?? 'value';
    return { key: key || own, label: key || wordsOf(own), values };
  });
}

export interface Annotation {
  /** Seconds since 1970. */
  readonly at: number;
  readonly label: string;
  readonly tone?: 'info' | 'ok' | 'warn' | 'bad' | 'quiet';
}
