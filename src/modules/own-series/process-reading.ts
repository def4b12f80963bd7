import type { Registry } from 'prom-client';
import { labelNumber } from '../../promql/label-number.js';
import { METRIC_NAME } from '../../promql/labels.js';

/** Most series of one process that are remembered. */
const MOST_SERIES = 5_000;

/** What a process says of itself at one moment: values by labels, which are JSON of `[name, value]` in order of names. */
interface ProcessReading {
  readonly values: ReadonlyMap<string, number>;
  /** Series beyond what is remembered. */
  readonly left: number;
}

interface MetricJson {
  readonly name: string;
  readonly values: readonly {
    readonly value: number;
    readonly labels: Readonly<Record<string, string | number | undefined>>;
    readonly metricName?: string;
  }[];
}

/** The series of a registry as Prometheus would store them. */
export async function readRegistry(registry: Registry): Promise<ProcessReading> {
  const values = new Map<string, number>();
  let left = 0;
  for (const { name, values: samples } of (await registry.getMetricsAsJSON()) as unknown as readonly MetricJson[]) {
    for (const { value, labels, metricName } of samples) {
      if (values.size >= MOST_SERIES) left += 1;
      else values.set(keyOf(metricName ?? name, labels), Number(value));
    }
  }
  return { values, left };
}

function keyOf(name: string, labels: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(labels).flatMap(([label, value]): [string, string][] => {
    if (value === undefined || value === '') return [];
    const isNumber = label === 'le' || label === 'quantile';
    return [[label, isNumber && !Number.isNaN(numberOf(value)) ? labelNumber(numberOf(value)) : String(value)]];
  });
  return JSON.stringify([[METRIC_NAME, name], ...pairs].sort(([a], [b]) => (a! < b! ? -1 : 1)));
}

function numberOf(value: string | number): number {
  return value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
}
