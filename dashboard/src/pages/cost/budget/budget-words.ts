import type { Tone } from '../../../components/tones';
import { type DimensionName, dimensionOf } from '../dimensions';

/** Used up is bad, beyond the least threshold is a warning. */
export function usedTone(usedRatio: number, warnPercent: readonly number[]): Tone {
  if (usedRatio >= 1) return 'bad';
  return warnPercent.some((percent) => usedRatio * 100 >= percent) ? 'warn' : 'ok';
}

export const periodWords = { daily: 'a day', weekly: 'a week', monthly: 'a month' } as const;

/** `{kind: 'epic', value: 'epic-7'}` as `Epic epic-7`. */
export function scopeWords({ kind, value }: { kind: 'all' | DimensionName; value: string | null }): string {
  return kind === 'all' ? 'All costs' : `${dimensionOf(kind).label} ${value ?? ''}`.trim();
}

/** Percents as the form takes them: `50, 80, 100`. Undefined when one of them is none. */
export function readPercents(texts: readonly string[]): number[] | undefined {
  const percents = texts.map((text) => Number(text.replace('%', '').trim()));
  if (percents.some((percent) => !(percent > 0 && percent <= 1000))) return undefined;
  return [...new Set(percents)].sort((a, b) => a - b);
}
