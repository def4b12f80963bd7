import { z } from 'zod';
import type { Json } from '../kernel/json.js';
import { storableText } from '../kernel/redaction.js';

/** Letters, digits, signs and spaces; no control characters, nothing that UTF-8 cannot hold. */
const plain = /^[^\p{Cc}\p{Cs}]*$/u;

/** An id that the reporter chose. */
export const reportedId = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .regex(plain, 'must not contain control characters')
  .refine((id) => id.trim() !== '', 'must not be blank');

/** A short name: of a model, a tool, a person, a branch. */
export function nameText(max: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(plain, 'must not contain control characters')
    .overwrite((text) => storableWithin(text, max));
}

/** Free text: secrets in it are replaced before it becomes part of an event. */
export function freeText(max: number) {
  return z
    .string()
    .max(max, `must have at most ${max} characters`)
    .overwrite((text) => storableWithin(text, max));
}

/** What stands in for a secret may be longer than the secret: what no longer fits is cut off, at a character border. */
function storableWithin(text: string, max: number): string {
  const clean = storableText(text);
  return clean.length <= max ? clean : clean.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
}

/** A time in the data; stored in UTC with milliseconds. */
export const reportedTime = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 time with a zone, as in 2026-01-15T14:32:00Z' })
  .refine((time) => !Number.isNaN(Date.parse(time)), 'is not a time that exists')
  .overwrite((time) => (Number.isNaN(Date.parse(time)) ? time : new Date(time).toISOString()));

/** The most that is believed, and what to say of more. */
interface Limit {
  readonly max: number;
  readonly problem: string;
}

const exactInJson: Limit = {
  max: Number.MAX_SAFE_INTEGER,
  problem: `must be at most ${Number.MAX_SAFE_INTEGER} (2^53 - 1), the largest whole number that JSON carries exactly`,
};

function wholeNumberProblem(what: string, limit: Limit, input: unknown): string {
  if (typeof input === 'string') return `must be a number, not a text (got ${JSON.stringify(input.slice(0, 40))})`;
  if (input === undefined) return `is missing; it must be a whole number of ${what}, 0 or more`;
  if (typeof input !== 'number') return `must be a whole number of ${what}, 0 or more`;
  if (Number.isNaN(input)) return `must be a whole number of ${what}, not NaN`;
  if (!Number.isFinite(input)) return `must be a finite number of ${what}`;
  if (!Number.isInteger(input)) return `must be a whole number of ${what}; ${input} is a fraction`;
  if (input < 0) return `must not be negative; got ${input}`;
  return `${limit.problem}; got ${input}`;
}

/** A count; its problems name what was sent. */
export function wholeNumber(what: string, limit = exactInJson) {
  const error = (issue: { readonly input?: unknown }) => wholeNumberProblem(what, limit, issue.input);
  return z.int({ error, abort: true }).min(0, { error }).max(limit.max, { error });
}

/** A thousand times what the largest models take in: who reports more, reports something else. */
const MAX_TOKENS = 1_000_000_000;

/** Tokens of one call of a model. */
export const tokenCount = wholeNumber('tokens', {
  max: MAX_TOKENS,
  problem:
    `must be at most ${MAX_TOKENS}: no call of a model uses more. Report what each call used, not what was used ` +
    'until then',
});

/** Ten years in milliseconds: longer than anything that an agent does. */
const MAX_DURATION_MS = 10 * 366 * 86_400_000;
export const durationMs = z
  .number({ error: 'must be a number of milliseconds, 0 or more' })
  .min(0, 'must not be negative')
  .max(MAX_DURATION_MS, 'must be at most ten years, in milliseconds');

const decimal = /^\d{1,15}(\.\d{1,18})?$/;

/** The most that is believed of one amount. */
export const MAX_USD = 1e12;

function usdProblem({ input }: { readonly input?: unknown }): string {
  const problem = 'must be an amount in USD, 0 or more: a number, or a decimal text such as "0.0123"';
  if (typeof input === 'number') return `${input > MAX_USD ? `must be at most ${MAX_USD} USD` : problem}; got ${input}`;
  return typeof input === 'string' ? `${problem}; got ${JSON.stringify(input.slice(0, 40))}` : problem;
}

/** Money in USD, as a number or a decimal text; stored as a decimal text, never as a binary fraction. */
export const usdAmount = z
  .union(
    [
      z.number().min(0, { error: usdProblem }).max(MAX_USD, { error: usdProblem }),
      z.string().regex(decimal, { error: usdProblem }),
    ],
    { error: usdProblem },
  )
  .transform((amount) => (typeof amount === 'string' ? amount : plainDecimal(amount)));

/** The shortest decimal text of a number, without exponent. */
export function plainDecimal(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`.slice(0, 20);
  return digits.padEnd(point, '0');
}

/** W3C trace context that the reported work ran in. */
export const traceparent = z
  .string()
  .regex(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/, 'must be a W3C traceparent of version 00')
  .describe(
    "W3C trace context that the agent's work ran in, as it was given it (TRACEPARENT): its span is the parent of what is " +
      'reported here, not the span of it.',
  );

export const traceId = z
  .string()
  .regex(/^(?!0{32})[0-9a-f]{32}$/, 'must be a W3C trace id: 32 hexadecimal digits in lower case, not all zero');
export const spanId = z
  .string()
  .regex(/^(?!0{16})[0-9a-f]{16}$/, 'must be a W3C span id: 16 hexadecimal digits in lower case, not all zero');

/** The kind of an agent; kebab-case and snake_case are the same, stored in kebab-case. Unknown kinds are kept. */
export const agentTypeName = z
  .string()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .regex(plain, 'must not contain control characters')
  .refine((type) => type.trim() !== '', 'must not be blank')
  .overwrite(kebabCase);

export function kebabCase(type: string): string {
  return type.trim().replaceAll('_', '-').toLowerCase();
}

/** How deep JSON may be nested: beyond it, recursive readers would overflow. */
const MAX_JSON_DEPTH = 32;

/** Any JSON value of bounded depth and size. */
export function jsonValue(maxBytes: number): z.ZodType<Json> {
  return z.unknown().superRefine((value, context) => {
    if (value === undefined) return;
    if (!isShallow(value)) {
      context.addIssue({ code: 'custom', message: `must be nested at most ${MAX_JSON_DEPTH} levels deep` });
    } else if (Buffer.byteLength(JSON.stringify(value)) > maxBytes) {
      context.addIssue({ code: 'custom', message: `must have at most ${maxBytes} bytes as JSON` });
    }
  }) as unknown as z.ZodType<Json>;
}

/** Whether a JSON value is nested no deeper than we keep. Level by level, because recursion is what is to be avoided. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}
