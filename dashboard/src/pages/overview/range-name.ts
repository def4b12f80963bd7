import { useTimeRange } from '../../url/time-range';

/** The chosen range as the notes of the tiles name it. */
export function useRangeName(): string {
  const { relative } = useTimeRange();
  return relative === undefined ? 'in the chosen range' : `in the last ${relative}`;
}
