import type { Expr, LabelMatcher } from '../../promql/ast.js';
import { parsePromql } from '../../promql/parse.js';
import { invalidParameter, unparsable } from './prometheus-refusal.js';

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};
const DURATION = /^(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
/** Times beyond these are no times that a Date could hold. */
const MOST_SECONDS = 8.64e12;

/** Parameters of one request: a form's come before those in the address, as in Prometheus. */
export class RequestParameters {
  private constructor(private readonly given: readonly URLSearchParams[]) {}

  static of(url: string, body: unknown): RequestParameters {
    const at = url.indexOf('?');
    const inAddress = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    return new RequestParameters(body instanceof URLSearchParams ? [body, inAddress] : [inAddress]);
  }

  text(name: string): string {
    for (const parameters of this.given) if (parameters.has(name)) return parameters.get(name)!;
    return '';
  }

  all(name: string): readonly string[] {
    return this.given.flatMap((parameters) => parameters.getAll(name));
  }

  /** Milliseconds of Unix seconds or of an RFC 3339 time. */
  time(name: string, whenAbsent: number): number {
    const text = this.text(name);
    return text === '' ? whenAbsent : this.readTime(name, text);
  }

  requiredTime(name: string): number {
    return this.readTime(name, this.text(name));
  }

  /** Milliseconds of seconds or of a duration such as `1h30m`; undefined where it is absent. */
  duration(name: string): number | undefined {
    const text = this.text(name);
    return text === '' ? undefined : this.readDuration(name, text);
  }

  requiredDuration(name: string): number {
    return this.readDuration(name, this.text(name));
  }

  /** Most items of an answer; undefined: all. */
  limit(name = 'limit'): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    if (!/^\d{1,15}$/.test(text)) throw invalidParameter(name, 'limit must be a whole number that is not negative');
    return Number(text) === 0 ? undefined : Number(text);
  }

  expression(name = 'query'): Expr {
    const text = this.text(name);
    try {
      return parsePromql(text);
    } catch (error) {
      throw unparsable(name, text, error);
    }
  }

  /** The matchers of each `match[]`. */
  matchers(): readonly (readonly LabelMatcher[])[] {
    return this.all('match[]').map((text) => {
      let expr: Expr;
      try {
        expr = parsePromql(text);
      } catch (error) {
        throw unparsable('match[]', text, error);
      }
      if (expr.kind !== 'vector_selector' || expr.offsetMs !== 0 || expr.at !== undefined) {
        throw invalidParameter('match[]', `"${text}" is no series selector such as name{label="value"}`);
      }
      return expr.matchers;
    });
  }

  private readTime(name: string, text: string): number {
    const seconds = NUMBER.test(text) ? Number(text) : RFC3339.test(text) ? Date.parse(text) / 1_000 : Number.NaN;
    if (!(Math.abs(seconds) <= MOST_SECONDS)) {
      throw invalidParameter(name, `cannot parse "${text}" to a valid timestamp`);
    }
    return Math.round(seconds * 1_000);
  }

  private readDuration(name: string, text: string): number {
    if (NUMBER.test(text)) {
      const ms = Number(text) * 1_000;
      if (Number.isFinite(ms) && Math.abs(ms) <= MOST_SECONDS * 1_000) return ms;
    } else if (text !== '' && DURATION.test(text)) {
      const parts = [...text.matchAll(/(\d+)([a-z]+)/g)];
      return parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * UNIT_MS[unit!]!, 0);
    } else if (text === '0') return 0;
    throw invalidParameter(name, `cannot parse "${text}" to a valid duration`);
  }
}

/** Refuses a window that ends before it begins. */
export function checkOrder(startMs: number, endMs: number): void {
  if (endMs < startMs) throw invalidParameter('end', 'end timestamp must not be before start time');
}
