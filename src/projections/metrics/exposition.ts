import { labelNumber } from '../../promql/label-number.js';
import type { ExpositionFormat } from './exposition-format.js';
import type { MetricFamily } from './metric-families.js';
import { type HistogramState, quantileOf, type SummaryState } from './metric-series.row.js';

/** `{type="explorer",state="running"}`, or nothing without labels. Values are escaped as both formats ask. */
export function labelText(labels: readonly string[], values: readonly string[]): string {
  if (labels.length === 0) return '';
  return `{${labels.map((label, index) => `${label}="${escapeLabel(values[index] ?? '')}"`).join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function withLabel(labelled: string, label: string, value: string): string {
  return labelled === '' ? `{${label}="${value}"}` : `${labelled.slice(0, -1)},${label}="${value}"}`;
}

/** Prometheus and OpenMetrics write numbers alike, infinities and NaN included. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

/** HELP, TYPE and, for OpenMetrics, UNIT of a family; there a counter is named without `_total`. */
export function headerText(family: MetricFamily, format: ExpositionFormat): string {
  const name = format === 'openmetrics' && family.kind === 'counter' ? family.name.replace(/_total$/, '') : family.name;
  const unit = format === 'openmetrics' && family.unit ? `# UNIT ${name} ${family.unit}\n` : '';
  return `# HELP ${name} ${helpText(family.help, format)}\n# TYPE ${name} ${family.kind}\n${unit}`;
}

/** OpenMetrics wants quotes escaped as well. */
function helpText(help: string, format: ExpositionFormat): string {
  const text = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return format === 'openmetrics' ? text.replaceAll('"', '\\"') : text;
}

/**
 * Writes the lines of one series. Everything but the numbers is worked out once, so that a scrape of many series is
 * hardly more than joining texts.
 */
export interface SeriesLines {
  render(value: number, state: HistogramState | SummaryState | null): string;
}

export function seriesLines(family: MetricFamily, values: readonly string[]): SeriesLines {
  const labelled = labelText(family.labels, values);
  switch (family.kind) {
    case 'counter':
    case 'gauge': {
      const prefix = `${family.name}${labelled} `;
      return { render: (value) => `${prefix}${numberText(value)}\n` };
    }
    case 'histogram': {
      const bounds = [...(family.buckets ?? []), Number.POSITIVE_INFINITY];
      const prefixes = bounds.map((bound) => `${family.name}_bucket${withLabel(labelled, 'le', labelNumber(bound))} `);
      const sumPrefix = `${family.name}_sum${labelled} `;
      const countPrefix = `${family.name}_count${labelled} `;
      return {
        render(value, state) {
          const { counts, sum } = state as HistogramState;
          let cumulative = 0;
          let text = '';
          for (let index = 0; index < prefixes.length; index++) {
            cumulative += counts[index] ?? 0;
            text += `${prefixes[index]}${cumulative}\n`;
          }
          return `${text}${sumPrefix}${numberText(sum)}\n${countPrefix}${numberText(value)}\n`;
        },
      };
    }
    case 'summary': {
      const quantiles = family.quantiles ?? [];
      const prefixes = quantiles.map((q) => `${family.name}${withLabel(labelled, 'quantile', labelNumber(q))} `);
      const sumPrefix = `${family.name}_sum${labelled} `;
      const countPrefix = `${family.name}_count${labelled} `;
      return {
        render(value, state) {
          const { window, sum } = state as SummaryState;
          let text = '';
          quantiles.forEach((quantile, index) => {
            text += `${prefixes[index]}${numberText(quantileOf(window, quantile) ?? Number.NaN)}\n`;
          });
          return `${text}${sumPrefix}${numberText(sum)}\n${countPrefix}${numberText(value)}\n`;
        },
      };
    }
  }
}

/**
 * The text of prom-client as OpenMetrics: there a counter's family is named without `_total`, and blank lines are
 * errors. Without a final `# EOF`.
 */
export function openMetricsOf(text: string): string {
  const counters = new Set([...text.matchAll(/^# TYPE (\S+_total) counter$/gm)].map(([, name]) => name));
  const lines = text.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => {
      const [hash, word, name = ''] = line.split(' ', 3);
      const isHeader = hash === '#' && counters.has(name);
      return `${isHeader ? line.replace(` ${word} ${name}`, ` ${word} ${name.slice(0, -'_total'.length)}`) : line}\n`;
    })
    .join('');
}
