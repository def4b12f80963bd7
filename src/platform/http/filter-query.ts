import { z } from 'zod';

const HOUR_MS = 3_600_000;

/** No control characters: nothing that names a thing has them, and the database refuses some. */
const plain = /^[^\p{Cc}\p{Cs}]*$/u;

/** Text to look for, or a name to compare with. */
export const filterText = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .regex(plain, 'must not contain control characters');

/** One name or several, with commas between them: `running,failed`. */
export const filterNames = z
  .string()
  .max(1_000)
  .transform((text) => text.split(','))
  .pipe(z.array(filterText).max(50));

/** The same, of a known set. */
export function filterOneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  mistaken: Readonly<Record<string, string>> = {},
) {
  return z
    .string()
    .max(1_000)
    .describe(`One, or several with commas between: ${values.join(', ')}.`)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values, { error: ({ input }) => notOneOf(values, input, mistaken) })).max(values.length));
}

function notOneOf(values: readonly string[], input: unknown, mistaken: Readonly<Record<string, string>>): string {
  const meant = typeof input === 'string' && Object.hasOwn(mistaken, input) ? mistaken[input] : undefined;
  return `must be one of ${values.join(', ')}${meant === undefined ? '' : `; ${meant}`}`;
}

/** What a report is grouped by: names of a known set, each once, in the order of the answer. */
export function groupByOneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  usual: Values[number],
) {
  return z
    .string()
    .max(1_000)
    .default(usual)
    .describe(`One, or several with commas between: ${values.join(', ')}.`)
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(values))
        .max(values.length)
        .refine((names) => new Set(names).size === names.length, 'must name each only once'),
    );
}

/** A whole number above zero, as text. */
export const filterWholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a whole number above 0')
  .transform(Number);

export const filterFlag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** An instant, RFC 3339 with a zone; years 1 to 9999. */
export const filterInstant = z.iso
  .datetime({ offset: true, abort: true, error: 'must be an RFC 3339 time with a zone, as in 2026-01-15T14:32:00Z' })
  .refine((time) => {
    const year = new Date(time).getUTCFullYear();
    return year >= 1 && year <= 9_999;
  }, 'is not a time of the years 1 to 9999');

/** `?from=` (inclusive) and `?to=` (exclusive). */
export const periodQuery = {
  from: filterInstant.optional().describe('Not before this instant.'),
  to: filterInstant.optional().describe('Before this instant.'),
};

/** `?sort=`, by one of the times (the first unless another is asked for), `?order=`, `?from=` and `?to=`. */
export function timeOrderQuery<const Times extends readonly [string, string]>(times: Times) {
  return {
    sort: z
      .enum(times)
      .default(times[0] as never)
      .describe('The time that orders the list, and that `from` and `to` are about.'),
    order: z.enum(['asc', 'desc']).default('desc'),
    ...periodQuery,
  };
}

/**
 * The whole UTC hours that a period touches, which is what reports kept by the hour can answer; they answer the
 * instants too, so that nobody takes the sums for those of a part of an hour.
 */
export function wholeHours({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const hours = (time: string, round: (value: number) => number) =>
    new Date(round(Date.parse(time) / HOUR_MS) * HOUR_MS).toISOString();
  return {
    from: from === undefined ? undefined : hours(from, Math.floor),
    to: to === undefined ? undefined : hours(to, Math.ceil),
  };
}

/** `?asOf=`: the answer as it was known then. */
export const asOfQuery = {
  asOf: filterInstant.optional().describe('The state as it was known at that instant.'),
};

/** An id or key as part of a path. */
export const pathId = filterText.describe('Its id.');
