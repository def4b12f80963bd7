import { durationText } from '../../../kernel/duration-text.js';
import { humanize } from '../../../rules/humanize.js';

/** What a filter takes after its colon. */
export type FilterArgument = string | number | undefined;

export interface TemplateFilter {
  readonly argument: 'none' | 'number' | 'text';
  apply(text: string, argument: FilterArgument): string;
}

/** The text unless it is a number; then what is made of it. */
const ofNumber =
  (present: (number: number) => string) =>
  (text: string): string => {
    const number = Number(text);
    return text.trim() !== '' && Number.isFinite(number) ? present(number) : text;
  };

/** Pure, total, and none makes a text longer than a few times what it was. */
export const templateFilters: Readonly<Record<string, TemplateFilter>> = {
  upper: { argument: 'none', apply: (text) => text.toUpperCase() },
  humanize: { argument: 'none', apply: ofNumber(humanize) },
  /** Of a share: 0.35 is 35%. */
  percent: { argument: 'none', apply: ofNumber((number) => `${Number((number * 100).toPrecision(6))}%`) },
  /** Of seconds. */
  duration: { argument: 'none', apply: ofNumber((number) => durationText(Math.abs(number) * 1_000)) },
  date: { argument: 'none', apply: shownInstant },
  truncate: { argument: 'number', apply: (text, most) => truncated(text, Number(most)) },
  json: { argument: 'none', apply: (text) => JSON.stringify(text) },
  default: { argument: 'text', apply: (text, other) => (text === '' ? String(other) : text) },
};

/** `2024-01-15 14:32:00 UTC`; other text as it is. */
export function shownInstant(text: string): string {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** At most so many characters, the last one `…` where something was cut off; no character is cut in two. */
export function truncated(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
