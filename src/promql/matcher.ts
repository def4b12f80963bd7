import { RE2JS, RE2JSException } from 're2js';
import type { LabelMatcher } from './ast.js';
import { PromqlError } from './promql-error.js';

type Test = (value: string) => boolean;

const compiled = new Map<string, Test>();
/** Rules use few patterns over and over; queries by hand must not fill the memory. */
const mostCompiled = 1000;

const meta = /[\\.+*?()|[\]{}^$]/;
const around = /^(\.[*+])?([^\\.+*?()|[\]{}^$]*)(\.[*+])?$/;

/**
 * Whether a label's value satisfies the matcher; a label that is not there has the value `''`. Regular expressions are
 * RE2, match the whole value, and their `.` matches line breaks too. Throws a PromqlError of kind `parse` where the
 * regular expression is none.
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

function pattern(source: string): Test {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const test = alternation(source) ?? wildcards(source) ?? regex(source);
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value!);
  compiled.set(source, test);
  return test;
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
  try {
    const re = RE2JS.compile(source, RE2JS.DOTALL);
    return (value) => re.testExact(value);
  } catch (error) {
    if (error instanceof RE2JSException) throw new PromqlError('parse', error.message.replace('`(?s)', '`'));
    throw error;
  }
}
