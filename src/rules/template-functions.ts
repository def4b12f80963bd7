import { RE2JS } from 're2js';
import { goQuote } from '../promql/parser/go-quote.js';
import { goPrintf, shownValue, type TemplateValue } from './go-printf.js';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.js';
import { TemplateError } from './template-error.js';

type TemplateFunction = {
  /** Fewest and most arguments. */
  readonly arity: readonly [least: number, most: number];
  readonly call: (name: string, ...args: readonly TemplateValue[]) => TemplateValue;
};

/** What templates of rules may call, as in Prometheus. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({
    humanize: ofNumber(humanize),
    humanize1024: ofNumber(humanize1024),
    humanizeDuration: ofNumber(humanizeDuration),
    humanizePercentage: ofNumber(humanizePercentage),
    humanizeTimestamp: ofNumber((value) => {
      const text = humanizeTimestamp(value);
      if (text === undefined) throw new TemplateError(`humanizeTimestamp: ${value} is no time in seconds`);
      return text;
    }),
    title: ofText((text) =>
      text.replace(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
    ),
    toUpper: ofText((text) => text.toUpperCase()),
    toLower: ofText((text) => text.toLowerCase()),
    stripPort: ofText((text) => /^\[?([^\]]*)\]?:\d+$/.exec(text)?.[1] ?? text),
    stripDomain: ofText((text) => text.replace(/^([^.:]+)\.[^:]*(:\d+)?$/, '$1$2')),
    urlquery: ofText(urlQuery),
    reReplaceAll: {
      arity: [3, 3],
      call: (name, pattern, replacement, text) =>
        replaceAll(compiled(name, pattern), textOf(name, replacement), textOf(name, text)),
    },
    match: { arity: [2, 2], call: (name, pattern, text) => compiled(name, pattern).matcher(textOf(name, text)).find() },
    printf: { arity: [1, 50], call: (name, format, ...args) => goPrintf(textOf(name, format), args) },
    print: { arity: [0, 50], call: (_name, ...args) => print(args) },
    index: {
      arity: [2, 2],
      call: (name, of, key) => {
        const [labels, label] = [labelsOf(name, of), textOf(name, key)];
        return Object.hasOwn(labels, label) ? labels[label]! : '';
      },
    },
    len: ofText((text) => BigInt(new TextEncoder().encode(text).length)),
  } satisfies Record<string, TemplateFunction>),
);

/** Of Prometheus' templates, what would ask further questions or has nothing to refer to here. */
export const unsupportedFunctions: ReadonlySet<string> = new Set([
  ...['query', 'first', 'label', 'value', 'strvalue', 'sortByLabel', 'args', 'tmpl', 'safeHtml', 'externalURL'],
  ...['pathPrefix', 'tableLink', 'graphLink', 'parseDuration', 'toTime', 'now', 'and', 'or', 'not', 'eq', 'ne', 'lt'],
  ...['le', 'gt', 'ge', 'html', 'js', 'println', 'slice', 'call', 'join', 'toJson', 'since'],
]);

function ofNumber(convert: (value: number) => TemplateValue): TemplateFunction {
  return { arity: [1, 1], call: (name, value) => convert(numberOf(name, value)) };
}

function ofText(convert: (text: string) => TemplateValue): TemplateFunction {
  return { arity: [1, 1], call: (name, value) => convert(textOf(name, value)) };
}

function numberOf(name: string, value: TemplateValue | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  throw new TemplateError(`${name}: ${shown(value)} is no number`);
}

function textOf(name: string, value: TemplateValue | undefined): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${name}: ${shown(value)} is no text; printf "%v" makes one of it`);
}

function labelsOf(name: string, value: TemplateValue | undefined): Readonly<Record<string, string>> {
  if (typeof value === 'object') return value;
  throw new TemplateError(`${name}: ${shown(value)} has no labels`);
}

function shown(value: TemplateValue | undefined): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? goQuote(value) : shownValue(value);
}

function compiled(name: string, pattern: TemplateValue | undefined): RE2JS {
  const text = textOf(name, pattern);
  try {
    return RE2JS.compile(text);
  } catch {
    throw new TemplateError(`${name}: ${goQuote(text)} is no regular expression of RE2`);
  }
}

/** `$1`, `$name` and `${name}` as Go has them: a group that is not there is empty, `$$` is a dollar. */
function replaceAll(pattern: RE2JS, replacement: string, text: string): string {
  const names = pattern.namedGroups() as Readonly<Record<string, number>>;
  return pattern.matcher(text).replaceAll((...found: unknown[]) => {
    const groups = found.slice(0, pattern.groupCount() + 1);
    return replacement.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar?: string, bare?: string, braced?: string) => {
      if (dollar !== undefined) return dollar;
      const name = bare ?? braced ?? '';
      const group = /^\d+$/.test(name) ? Number(name) : names[name];
      return group === undefined ? '' : String(groups[group] ?? '');
    });
  });
}

/** Between two values that are no texts there is a space. */
function print(args: readonly TemplateValue[]): string {
  return args
    .map((value, index) => {
      const spaced = index > 0 && typeof value !== 'string' && typeof args[index - 1] !== 'string';
      return (spaced ? ' ' : '') + shownValue(value);
    })
    .join('');
}

function urlQuery(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
