import { durationWords } from './time-words';

/** A span of time: `2 h 5 min`. Null is unknown, not nothing. */
export function Duration({ seconds, unknown = '–' }: { seconds: number | null | undefined; unknown?: string }) {
  return <span className="numbers">{seconds == null ? unknown : durationWords(seconds)}</span>;
}
