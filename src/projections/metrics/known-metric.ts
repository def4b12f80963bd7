import { familyByName, type MetricFamily } from './metric-families.js';

/** How the series of a name behave, for who writes a rule about them. */
export interface KnownMetric {
  readonly kind: 'counter' | 'gauge';
  /** Of the base name of a histogram or summary: the counter of its observations. */
  readonly observations?: string;
  /** Of an observed gauge: the metric that holds when it was observed last. */
  readonly lastObserved?: string;
}

/** What is known of the series of this name; undefined where it is none of the domain metrics. */
export function knownMetric(name: string): KnownMetric | undefined {
  return knownAmong(familyByName, name);
}

/** The same of other metrics. */
export function knownAmong(families: ReadonlyMap<string, MetricFamily>, name: string): KnownMetric | undefined {
  const family = families.get(name);
  if (family) return ofFamily(family);
  const [, base = '', part] = /^(.+)_(bucket|count|sum)$/.exec(name) ?? [];
  const parent = families.get(base);
  const hasPart = parent?.kind === 'histogram' || (parent?.kind === 'summary' && part !== 'bucket');
  return hasPart ? { kind: 'counter' } : undefined;
}

function ofFamily({ name, kind, observed }: MetricFamily): KnownMetric {
  if (kind === 'histogram' || kind === 'summary') return { kind: 'gauge', observations: `${name}_count` };
  if (kind === 'gauge' && observed) return { kind, lastObserved: `${name}_last_observed_timestamp_seconds` };
  return { kind };
}
