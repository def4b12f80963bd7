import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRIC_NAME } from '../../src/promql/labels.js';
import { parsePromql } from '../../src/promql/parse.js';
import { selectorsOf, visit } from '../../src/promql/visit.js';
import { type GrafanaTemplate, grafanaQueries, grafanaTemplates } from '../support/grafana-templates.js';
import { listedMetrics } from '../support/listed-metrics.js';

const root = join(import.meta.dirname, '../..');
const metrics = listedMetrics();

it('there are four templates, each with an address of its own', () => {
  const templates = grafanaTemplates();
  expect(templates.map(({ file }) => file)).toEqual([
    'agent-performance.json',
    'alert-history.json',
    'cost-analytics.json',
    'system-overview.json',
  ]);
  expect(new Set(templates.map(({ uid }) => uid)).size).toBe(4);
});

describe.each(grafanaTemplates().map((template) => [template.file, template] as const))('%s', (_file, template) => {
  it.each(grafanaQueries(template).map((query) => [query.place, query] as const))(
    'asks for nothing that there is not: %s',
    (_place, { expr, reads }) => {
      const parsed = parsePromql(expr);
      const known = new Set<string>();
      const asked: string[] = [...reads];
      for (const { name, matchers } of selectorsOf(parsed)) {
        const labels = metrics.get(name ?? '');
        expect(labels, `the metric ${name} is not in docs/generated/metrics.md`).toBeDefined();
        for (const label of labels ?? []) known.add(label);
        for (const matcher of matchers) if (matcher.name !== METRIC_NAME) expect([...labels!]).toContain(matcher.name);
      }
      visit(parsed, (node) => {
        if (node.kind === 'aggregation') asked.push(...node.grouping);
        if (node.kind === 'binary') asked.push(...(node.matching?.labels ?? []));
      });
      expect(asked.filter((label) => !known.has(label))).toEqual([]);
    },
  );

  it('reads only labels that its queries leave', () => {
    for (const { expr, reads, place } of grafanaQueries(template)) {
      const kept = new Set<string>();
      visit(
        parsePromql(expr),
        (node) => node.kind === 'aggregation' && node.grouping.forEach((label) => kept.add(label)),
      );
      expect([place, reads.filter((label) => !kept.has(label))]).toEqual([place, []]);
    }
  });

  it('says of every panel what it shows, in which unit, and asks the chosen data source', () => {
    for (const panel of template.panels) {
      if (panel.type === 'row') continue;
      expect(panel.description, panel.title).toMatch(/^.{20,}[.]$/);
      expect(panel.fieldConfig?.defaults.unit, panel.title).toBeDefined();
      expect(panel.datasource, panel.title).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(panel.targets?.length, panel.title).toBeGreaterThan(0);
    }
  });

  it('has its panels side by side, none on another, each with a number of its own', () => {
    const cells = template.panels.flatMap(({ title, gridPos: { x, y, w, h } }) => {
      expect(x + w, title).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(template.panels.map(({ id }) => id)).size).toBe(template.panels.length);
  });

  it('uses the variables that it has, and has those that it uses', () => {
    const { templating, ...rest } = template;
    const used = [...JSON.stringify(rest).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual(templating.list.map(({ name }) => name).sort());
  });

  it('leads to pages and routes that there are', () => {
    const pages = [...read('dashboard/src/app/router.tsx').matchAll(/page\('([^']+)'/g)].map(([, path]) => path!);
    const { paths } = JSON.parse(read('docs/generated/openapi.json')) as OpenApi;
    const led = linksOf(template);
    expect(led.length).toBeGreaterThan(2);
    expect(led.filter(({ path }) => !pages.includes(path) && !(path in paths))).toEqual([]);
    // A page filters by what its list can be asked for; that it is to show the range is a word of its own.
    for (const { path, filters } of led) {
      const known = paths[`/api${path}`]?.get?.parameters?.map(({ name }) => name) ?? [];
      const { word, readIn } = rangeWords[path] ?? {};
      if (word !== undefined && read(`dashboard/src/pages/${readIn}`).includes(word)) known.push(word);
      expect([path, filters.filter((filter) => !known.includes(filter))]).toEqual([path, []]);
    }
  });
});

/** By which word a page is told to show the range of its address, and the file that reads it. */
const rangeWords: Readonly<Record<string, { readonly word: string; readonly readIn: string }>> = {
  '/agents': { word: 'when', readIn: 'agents/index.tsx' },
  '/alerts': { word: 'view', readIn: 'alerts/alert-filters.ts' },
  '/cost': { word: 'span', readIn: 'cost/cost-search.ts' },
};

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly { name: string }[] } }>>;
}

/** Where links go: the page, and by what it is filtered besides time. */
function linksOf(template: GrafanaTemplate) {
  const urls = [...JSON.stringify(template).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url!);
  return urls.map((url) => {
    const [, path = '', search = ''] = /^\$\{orchestrate\}(\/[^?]*)(?:\?(.*))?$/.exec(url) ?? [];
    const names = [...search.matchAll(/(?:^|&)(\w+)=/g)].map(([, name]) => name!);
    return { path, filters: names.filter((name) => name !== 'from' && name !== 'to') };
  });
}
