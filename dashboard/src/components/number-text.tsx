import { compactWords, exactWords, ratioWords } from './number-words';

export interface NumberTextProps {
  readonly value: number | null | undefined;
  /** `ratio`: a part of one, shown in per cent. */
  readonly as?: 'count' | 'ratio';
  readonly unit?: string;
  readonly unknown?: string;
}

/** A number as short as it may be; hover shows every digit. Null is unknown, not 0. */
export function NumberText({ value, as = 'count', unit, unknown = '–' }: NumberTextProps) {
  if (value == null) return <span title="unknown">{unknown}</span>;
  return (
    <span className="numbers" title={exactWords(value)}>
      {as === 'ratio' ? ratioWords(value) : compactWords(value)}
      {unit === undefined ? null : ` ${unit}`}
    </span>
  );
}
