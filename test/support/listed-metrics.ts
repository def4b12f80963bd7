import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names under which series appear, each with its labels, as docs/generated/metrics.md lists them. */
export function listedMetrics(): ReadonlyMap<string, ReadonlySet<string>> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/generated/metrics.md'), 'utf8');
  return new Map(page.split(/^## /m).flatMap(metricsOf));
}

function metricsOf(section: string): readonly (readonly [string, ReadonlySet<string>])[] {
  const rows = [...section.matchAll(/^\| `(\w+)`\s*\| (\w+)\s*\| (.*?)\s*\|/gm)];
  const ofAll = section.startsWith('Of one process') ? ['instance'] : [];
  return rows.flatMap(([, name = '', type, cells = '']) => {
    const labels = [...cells.matchAll(/`(\w+)`/g)].map(([, label]) => label!).concat(ofAll);
    const own = labels.filter((label) => label !== 'quantile');
    const totals = [`${name}_sum`, `${name}_count`].map((part) => [part, new Set(own)] as const);
    if (type === 'histogram') return [[`${name}_bucket`, new Set([...own, 'le'])] as const, ...totals];
    return [[name, new Set(labels)] as const, ...(type === 'summary' ? totals : [])];
  });
}
