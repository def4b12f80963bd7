/**
 * Every replica tells the same of the fleet, of costs and of alerts, and a Prometheus that scrapes them all has each series
 * several times. One of them counts: the greatest, by the labels that the metric itself has.
 */
export const once = (series: string, ...labels: readonly string[]): string =>
  labels.length === 0 ? `max(${series})` : `max by (${labels.join(', ')}) (${series})`;

/** Per second, over what Grafana takes to be long enough. */
export const rate = (counter: string): string => `rate(${counter}[$__rate_interval])`;

/** How many came within the time that is shown. */
export const inRange = (counter: string): string => `increase(${counter}[$__range])`;

/** How many came within each bar. */
export const inBar = (counter: string): string => `increase(${counter}[$__interval])`;

export const sum = (vector: string, ...by: readonly string[]): string =>
  by.length === 0 ? `sum(${vector})` : `sum by (${by.join(', ')}) (${vector})`;

export const quantile = (q: number, buckets: string): string => `histogram_quantile(${q}, ${buckets})`;

/** Nothing counted is 0 here, not unknown. */
export const orZero = (vector: string): string => `${vector} or vector(0)`;
