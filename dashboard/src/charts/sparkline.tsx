import { useMemo } from 'react';

export interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  readonly colour?: string;
}

/** A tiny line beside a number: the shape of what was, no more; so it is hidden from screen readers. */
export function Sparkline({
  values,
  width = 96,
  height = 28,
  colour = 'var(--mantine-color-accent-5)',
}: SparklineProps) {
  const path = useMemo(() => pathOf(values, width, height), [values, width, height]);
  return (
    <svg width={width} height={height} aria-hidden style={{ flex: 'none', overflow: 'visible' }}>
      <path d={path} fill="none" stroke={colour} strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

/** Gaps stay gaps, a value between two is a dot; zero is the ground unless something is below it. */
export function pathOf(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const span = Math.max(...known, low) - low || 1;
  const stepX = width / Math.max(1, values.length - 1);
  let path = '';
  let joined = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) {
      const y = height - 1 - ((value - low) / span) * (height - 2);
      path += `${joined ? 'L' : 'M'}${(index * stepX).toFixed(1)} ${y.toFixed(1)}`;
      if (!joined && values[index + 1] == null) path += 'h0';
    }
    joined = value !== null;
  }
  return path;
}
