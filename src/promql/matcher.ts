import { RE2JS, RE2JSException } from 're2js';
import type { LabelMatcher } from './ast.js';
import { PromqlError } from './promql-error.js';

type Test = (value: string) => boolean;

/** Most that the regular expressions of one expression may cost together; see `patternCost`. */
export const maxPatternCost = 10_000;

const compiled = new Map<string, Test>();
let compiledCost = 0;
/** Cost of the patterns that are kept: rules use few over and over, and queries by hand must not fill the memory. */
const mostCompiled = 200_000;

const meta = /[\\.+*?()|[\]{}^$]/;
const around = /^(\.[*+])?([^\\.+*?()|[\]{}^$]*)(\.[*+])?$/;

/**
 * Whether a label's value satisfies the matcher; a label that is not there has the value `''`. Regular expressions are
 * RE2, match the whole value, and their `.` matches line breaks too. Throws a PromqlError of kind `parse` where the
 * regular expression is none, of kind `limit` where it is too large.
 */
export function compileMatcher({ op, value: wanted }: LabelMatcher): Test {
  switch (op) {
    case '=':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted;
    case '=~':
      return pattern(wanted);
    case '!~': {
      const matches = pattern(wanted);
      return (value) => !matches(value);
    }
  }
}

/**
 * What it costs to compile the regular expression of a matcher, where it needs one: its length, times the most that
 * something in it is repeated (`{3,100}`), for a repetition is written out. The time of compiling grows with it.
 */
export function patternCost({ op, value: source }: LabelMatcher): number {
  return op === '=' || op === '!=' || withoutRegex(source) !== undefined ? 0 : cost(source);
}

function pattern(source: string): Test {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const test = withoutRegex(source) ?? regex(source);
  compiled.set(source, test);
  compiledCost += cost(source);
  for (const oldest of compiled.keys()) {
    if (compiledCost <= mostCompiled) break;
    compiled.delete(oldest);
    compiledCost -= cost(oldest);
  }
  return test;
}

function withoutRegex(source: string): Test | undefined {
  return alternation(source) ?? wildcards(source);
}

function cost(source: string): number {
  let most = 1;
  for (const [, least, upTo] of source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    most = Math.max(most, Number(least), Number(upTo ?? 0));
  }
  return source.length * most;
}

/** `a`, `a|b`, `(a|b)`: a look into a set. */
function alternation(source: string): Test | undefined {
  const inner = /^\([^?]/.test(source) && source.endsWith(')') ? source.slice(1, -1) : source;
  const choices = inner.split('|');
  if (choices.some((one) => meta.test(one))) return undefined;
  const wanted = new Set(choices);
  return (value) => wanted.has(value);
}

/** `.*`, `.+`, `a.*`, `.+a`, `.*a.*`: no regular expression needed. */
function wildcards(source: string): Test | undefined {
  const match = around.exec(source);
  if (match === null) return undefined;
  const [, before, text = '', after] = match;
  const first = before === '.+' ? 1 : 0;
  const last = after === '.+' ? 1 : 0;
  const least = first + text.length + last;
  if (before === undefined) return (value) => value.length >= least && value.startsWith(text);
  if (after === undefined) return (value) => value.length >= least && value.endsWith(text);
  if (text === '') return undefined;
  return (value) => value.slice(first, value.length - last).includes(text);
}

function regex(source: string): Test {
  if (cost(source) > maxPatternCost) throw new PromqlError('limit', 'the regular expression is too large');
  try {
    const re = RE2JS.compile(source, RE2JS.DOTALL);
    return (value) => re.testExact(value);
  } catch (error) {
    if (error instanceof RE2JSException) throw new PromqlError('parse', error.message.replace('`(?s)', '`'));
    throw error;
  }
}
