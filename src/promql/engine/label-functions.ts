import { RE2JS } from 're2js';
import type { Labels } from '../labels.js';
import { maxPatternCost, patternCost } from '../matcher.js';
import { PromqlError } from '../promql-error.js';
import { Grid, merged } from './grid.js';

/** label_replace: where the whole of `source` matches, `target` becomes the replacement with the groups filled in. */
export function labelReplace(grid: Grid, target: string, replacement: string, source: string, pattern: string): Grid {
  const regex = compiled(pattern);
  if (target === '') throw new PromqlError('evaluate', `invalid destination label name in label_replace(): ${target}`);
  // Few different values stand on many series.
  const results = new Map<string, string | undefined>();
  const resultOf = (value: string): string | undefined => {
    if (!results.has(value)) results.set(value, replaced(regex, value, replacement));
    return results.get(value);
  };
  return renamed(grid, (labels) => {
    const value = resultOf(labels.get(source));
    return value === undefined ? labels : labels.with({ [target]: value });
  });
}

/** label_join: `target` becomes the values of the sources with the separator between them. */
export function labelJoin(grid: Grid, target: string, separator: string, sources: readonly string[]): Grid {
  for (const source of sources) {
    if (source === '') throw new PromqlError('evaluate', `invalid source label name in label_join(): ${source}`);
  }
  if (target === '') throw new PromqlError('evaluate', `invalid destination label name in label_join(): ${target}`);
  return renamed(grid, (labels) =>
    labels.with({ [target]: sources.map((source) => labels.get(source)).join(separator) }),
  );
}

function renamed(grid: Grid, rename: (labels: Labels) => Labels): Grid {
  return merged(grid.relabelled(grid.labels.map(rename)));
}

function compiled(pattern: string): RE2JS {
  if (pattern.length > maxPatternCost || patternCost({ name: '', op: '=~', value: pattern }) > maxPatternCost) {
    throw new PromqlError('limit', 'the regular expression in label_replace() is too large');
  }
  try {
    return RE2JS.compile(`^(?s:${pattern})$`);
  } catch {
    throw new PromqlError('evaluate', `invalid regular expression in label_replace(): ${pattern}`);
  }
}

function replaced(regex: RE2JS, value: string, replacement: string): string | undefined {
  const matcher = regex.matcher(value);
  if (!matcher.find()) return undefined;
  const names = regex.namedGroups() as Readonly<Record<string, number>>;
  // As Go expands templates: $name takes all letters that it can, a group that is not there is empty, $$ is a dollar.
  return replacement.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar?: string, bare?: string, braced?: string) => {
    if (dollar !== undefined) return dollar;
    const name = (bare ?? braced)!;
    const group = /^\d+$/.test(name) ? Number(name) : names[name];
    if (group === undefined || group > matcher.groupCount()) return '';
    return matcher.group(group) ?? '';
  });
}
