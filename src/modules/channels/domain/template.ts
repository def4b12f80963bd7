import { type FilterArgument, templateFilters, truncated } from './template-filters.js';

/** What may be named between braces, besides `labels.<name>` and `annotations.<name>`. */
export const templatePaths = [
  'rule',
  'severity',
  'status',
  'icon',
  'description',
  'summary',
  'value',
  'threshold',
  'shown.value',
  'shown.threshold',
  'condition',
  'triggeredAt',
  'resolvedAt',
  'acknowledgedBy',
  'url',
  'runbookUrl',
  'alertId',
  'fingerprint',
  'reason',
  'count.firing',
  'count.resolved',
  'count.omitted',
] as const;

/** What a template draws from; what it names and is not there is empty. */
export type TemplateFacts = Readonly<Record<(typeof templatePaths)[number], string>> & {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

interface Placeholder {
  readonly path: string;
  readonly filters: readonly { readonly name: string; readonly argument: FilterArgument }[];
}
export type Template = readonly (string | Placeholder)[];

/** What is wrong with a template, and where: the column counts characters from 1. */
export class TemplateProblem extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(`${message} (at character ${position})`);
    this.name = 'TemplateProblem';
  }
}

const MAX_OUTPUT = 8_000;
const OF_A_RECORD = /^(labels|annotations)\.[A-Za-z_][A-Za-z0-9_.-]{0,199}$/;
const FILTER = /^([a-z]+)(?:\s*:\s*(?:"((?:[^"\\]|\\["\\])*)"|(\d{1,5})))?$/;

/** Reads a template; throws a TemplateProblem for what it does not know. There are no loops and no conditions. */
export function parseTemplate(text: string): Template {
  const parts: (string | Placeholder)[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open);
    if (close < 0) throw new TemplateProblem('`{{` is never closed; add `}}`', open + 1);
    parts.push(text.slice(at, open), placeholderOf(text.slice(open + 2, close), open + 3));
    at = close + 2;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== '');
}

function placeholderOf(inside: string, position: number): Placeholder {
  const [path = '', ...filters] = inside.split(/\|(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const name = path.trim();
  if (!(templatePaths as readonly string[]).includes(name) && !OF_A_RECORD.test(name)) {
    const known = `${templatePaths.join(', ')}, labels.<name>, annotations.<name>`;
    throw new TemplateProblem(`unknown name \`${name.slice(0, 50)}\`; there are ${known}`, position);
  }
  let start = position + path.length;
  return {
    path: name,
    filters: filters.map((filter) => {
      const read = filterOf(filter.trim(), start + 1);
      start += filter.length + 1;
      return read;
    }),
  };
}

function filterOf(text: string, position: number) {
  const [, name = '', quoted, number] = FILTER.exec(text) ?? [];
  const filter = Object.hasOwn(templateFilters, name) ? templateFilters[name] : undefined;
  if (!filter) {
    const known = Object.keys(templateFilters).join(', ');
    throw new TemplateProblem(`unknown filter \`${text.slice(0, 50)}\`; there are ${known}`, position);
  }
  const given = quoted !== undefined ? 'text' : number !== undefined ? 'number' : 'none';
  if (given !== filter.argument) {
    const form = { none: name, number: `${name}:100`, text: `${name}:"text"` }[filter.argument];
    throw new TemplateProblem(`\`${name}\` is written \`${form}\``, position);
  }
  const argument = given === 'number' ? Number(number) : quoted?.replace(/\\(["\\])/g, '$1');
  return { name, argument };
}

/** The text that comes of it; `escape` is applied to what is filled in, not to what the template says itself. */
export function renderTemplate(template: Template, facts: TemplateFacts, escape: (text: string) => string): string {
  const text = template.map((part) => (typeof part === 'string' ? part : escape(filledIn(part, facts)))).join('');
  return truncated(text, MAX_OUTPUT);
}

function filledIn({ path, filters }: Placeholder, facts: TemplateFacts): string {
  const value = valueOf(path, facts);
  return filters.reduce((text, { name, argument }) => templateFilters[name]!.apply(text, argument), value);
}

function valueOf(path: string, facts: TemplateFacts): string {
  const [, record, name] = /^(labels|annotations)\.(.*)$/.exec(path) ?? [];
  if (record === undefined || name === undefined) return facts[path as (typeof templatePaths)[number]];
  const values = facts[record as 'labels' | 'annotations'];
  return Object.hasOwn(values, name) ? values[name]! : '';
}
