import type { ApiItem } from '../../api/api-types';
import { durationWords } from '../../components/time-words';

export type Silence = ApiItem<'/api/silences'>;

/** 1 is Monday, as the API counts. */
export const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** `Mon–Fri at 22:00 for 8 h, Europe/Berlin`. */
export function recurrenceWords({ weekdays, from, durationMs, timeZone }: NonNullable<Silence['recurrence']>): string {
  return `${weekdayWords(weekdays)} at ${from} for ${durationWords(durationMs / 1000)}, ${timeZone}`;
}

/** Three days or more in a row are named by the first and the last. */
function weekdayWords(weekdays: readonly number[]): string {
  const days = [...weekdays].sort((a, b) => a - b);
  if (days.length === 7) return 'Every day';
  const rows: number[][] = [];
  for (const day of days) {
    const row = rows.at(-1);
    if (row?.at(-1) === day - 1) row.push(day);
    else rows.push([day]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [`${name(row[0]!)}–${name(row.at(-1)!)}`] : row.map(name))).join(', ');
}

const name = (day: number) => weekdayNames[day - 1] ?? String(day);
