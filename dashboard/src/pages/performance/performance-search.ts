/** What runs are told apart by, in the words of the page. */
export const groupings = [
  { value: 'type', label: 'Agent types', one: 'type' },
  { value: 'model', label: 'Models', one: 'model' },
  { value: 'epic', label: 'Epics', one: 'epic' },
] as const;
export type Grouping = (typeof groupings)[number]['value'];

export const groupingOf = (text: string | undefined): Grouping =>
  groupings.find(({ value }) => value === text)?.value ?? 'type';

export const performanceFilterSpec = { type: 'many', model: 'many', epic: 'one', demo: 'one' } as const;

export interface PerformanceFilterValues {
  readonly type: readonly string[];
  readonly model: readonly string[];
  readonly epic: string | undefined;
  readonly demo: string | undefined;
}

/** The filters as the API takes them; what is not set is not asked. */
export function runFilterOf({ type, model, epic, demo }: PerformanceFilterValues) {
  return {
    ...(type.length > 0 ? { type: type.join(',') } : {}),
    ...(model.length > 0 ? { model: model.join(',') } : {}),
    ...(epic === undefined ? {} : { epic }),
    ...(demo === 'true' || demo === 'false' ? { demo: demo as 'true' | 'false' } : {}),
  };
}

/** The filters of the list of agents that show the runs of a key; null: those of which it is not known. */
export function agentsOf(by: Grouping, key: string | null, state?: string): Record<string, string> | undefined {
  if (key === null) return undefined;
  return { [by]: key, when: 'range', ...(state === undefined ? {} : { state }) };
}

export const trendMetrics = [
  { value: 'success_rate', label: 'Success rate', unit: 'ratio' },
  { value: 'completion_seconds', label: 'Time to finish, median', unit: 'seconds' },
  { value: 'tokens_per_run', label: 'Tokens per run', unit: 'tokens' },
] as const;
export type TrendMetric = (typeof trendMetrics)[number];

export const trendMetricOf = (text: string | undefined): TrendMetric =>
  trendMetrics.find(({ value }) => value === text) ?? trendMetrics[0];

/** Rules of the API for whoever does worse than the fleet. */
export const ruleWords: Readonly<Record<string, string>> = {
  success_rate_below_fleet: 'succeeds less often',
  slower_than_fleet: 'slower',
};
