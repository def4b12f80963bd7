/** A metric, as `/api/v1/metadata` describes it. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly help: string }[]>>;

/** Prometheus' own format, by name; those of the fleet first, then those of the service. */
export function readCatalogue(answer: unknown): Metric[] {
  const { data } = answer as { data: Metadata };
  return Object.entries(data)
    .map(([name, [first]]) => ({ name, type: first?.type ?? 'unknown', help: first?.help ?? '' }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

const rank = ({ name }: Metric) => (name.startsWith('orchestrate_') ? 0 : 1);

/** All words must be in the name or in the help. */
export function searchCatalogue(metrics: readonly Metric[], text: string): readonly Metric[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return metrics.filter(({ name, help }) => {
    const all = `${name} ${help}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Selects all series of a metric; a histogram's have other names than it. */
export const selectorOf = ({ name, type }: Metric) =>
  type === 'histogram' || type === 'summary' ? `{__name__=~"${name}(_bucket|_sum|_count)?"}` : name;

/** What one most likely wants to see of a metric: what happened per second, how it is, the slow end. */
export function startingExpression({ name, type }: Metric, matchers: readonly string[], by?: string): string {
  const labels = matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;
  const grouped = by === undefined ? '' : ` by (${by})`;
  if (type === 'histogram') {
    const keys = by === undefined ? 'le' : `${by}, le`;
    return `histogram_quantile(0.95, sum by (${keys}) (rate(${name}_bucket${labels}[$__interval])))`;
  }
  if (type === 'counter') return `sum${grouped} (rate(${name}${labels}[$__interval]))`.replace('sum (', 'sum(');
  return by === undefined ? `${name}${labels}` : `sum by (${by}) (${name}${labels})`;
}
