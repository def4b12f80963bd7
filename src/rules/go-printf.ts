import { goQuote } from '../promql/parser/go-quote.js';
import { goExponent, goFixed, goGeneral, goNumber } from './go-number.js';

/** A value in a template; whole numbers that were written down are bigint, as they are integers in Go. */
export type TemplateValue = string | number | bigint | boolean | Readonly<Record<string, string>>;

const directive = /%([-+ 0#]*)(\d+)?(?:\.(\d+)?)?([a-zA-Z%])?/g;

/** As Go's Sprintf, mistakes included: `%!d(float64=5)` where the verb does not fit, `%!f(MISSING)` without a value. */
export function goPrintf(format: string, args: readonly TemplateValue[]): string {
  let next = 0;
  const text = format.replace(
    directive,
    (
      all: string,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      verb: string | undefined,
    ) => {
      if (verb === undefined) return '%!(NOVERB)';
      if (verb === '%') return '%';
      const value = args[next++];
      if (value === undefined) return `%!${verb}(MISSING)`;
      const digits = all.includes('.') ? Number(precision ?? 0) : undefined;
      return padded(formatted(verb, value, digits, flags), Number(width ?? 0), flags, value);
    },
  );
  const extra = args.slice(next).map((value) => `${typeName(value)}=${shownValue(value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

/** As Go prints a value of its own accord. */
export function shownValue(value: TemplateValue): string {
  if (typeof value === 'number') return goNumber(value);
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${pairs.map(([name, text]) => `${name}:${text}`).join(' ')}]`;
}

function formatted(verb: string, value: TemplateValue, precision: number | undefined, flags: string): string {
  if (verb === 'v') return plus(shownValue(value), value, flags);
  if (verb === 'T') return typeName(value);
  const known =
    typeof value === 'number'
      ? ofNumber(verb, value, precision)
      : typeof value === 'string'
        ? ofText(verb, value, precision)
        : typeof value === 'bigint'
          ? ofInteger(verb, value)
          : verb === 't' && typeof value === 'boolean'
            ? String(value)
            : undefined;
  if (known === undefined) return `%!${verb}(${typeName(value)}=${shownValue(value)})`;
  return plus(known, value, flags);
}

function ofNumber(verb: string, value: number, precision: number | undefined): string | undefined {
  switch (verb) {
    case 'f':
    case 'F':
      return goFixed(value, precision ?? 6);
    case 'e':
    case 'E':
      return cased(goExponent(value, precision ?? 6), verb);
    case 'g':
    case 'G':
      return cased(goGeneral(value, precision), verb);
    default:
      return undefined;
  }
}

function ofText(verb: string, value: string, precision: number | undefined): string | undefined {
  const text = precision === undefined ? value : [...value].slice(0, precision).join('');
  if (verb === 's') return text;
  if (verb === 'q') return goQuote(text);
  if (verb !== 'x' && verb !== 'X') return undefined;
  return cased([...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(''), verb);
}

function ofInteger(verb: string, value: bigint): string | undefined {
  if (verb === 'd') return String(value);
  return verb === 'x' || verb === 'X' ? cased(value.toString(16), verb) : undefined;
}

function cased(text: string, verb: string): string {
  return verb === verb.toUpperCase() ? text.toUpperCase() : text;
}

function plus(text: string, value: TemplateValue, flags: string): string {
  const numeric = typeof value === 'number' || typeof value === 'bigint';
  if (!numeric || /^[+-]/.test(text)) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

function padded(text: string, width: number, flags: string, value: TemplateValue): string {
  const missing = Math.min(width, 10_000) - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  const zeros = flags.includes('0') && (typeof value === 'number' || typeof value === 'bigint');
  if (!zeros || !/\d/.test(text)) return ' '.repeat(missing) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function typeName(value: TemplateValue): string {
  switch (typeof value) {
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    default:
      return typeof value === 'string' ? 'string' : 'map[string]string';
  }
}
