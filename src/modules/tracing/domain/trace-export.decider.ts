import type { TraceExportEvent } from '../../../events/trace-export.events.js';
import { streams } from '../../../events/streams.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { exportAddress } from './export-address.js';

export const traceExportStream = streams.traceExport();

/** Whether, where and how many traces are exported. */
export type TraceExportSettings = Omit<TraceExportEvent['data'], 'previous'>;

export interface TraceExportCommand {
  readonly type: 'set';
  /** What is not named stays as it is; another exporter goes to its default address unless one is named. */
  readonly change: Partial<TraceExportSettings>;
}

/** Not 4318, where OTLP usually goes: on this machine that is our own receiver. */
export const DEFAULT_ENDPOINT = 'http://127.0.0.1:4319/v1/traces';

/** Nothing leaves until somebody decides that it may. */
const off: TraceExportSettings = { enabled: false, exporter: 'otlp', endpoint: DEFAULT_ENDPOINT, sampleRate: 1 };

/** The export of traces: one setting for all replicas. */
export const traceExportDecider: Decider<TraceExportSettings, TraceExportCommand, TraceExportEvent> = {
  initial: off,
  decide({ change }, previous) {
    const exporter = change.exporter ?? previous.exporter;
    const settings: TraceExportSettings = {
      enabled: change.enabled ?? previous.enabled,
      exporter,
      endpoint: addressOf(change.endpoint ?? (exporter === previous.exporter ? previous.endpoint : DEFAULT_ENDPOINT)),
      sampleRate: rateOf(change.sampleRate ?? previous.sampleRate),
    };
    if (same(settings, previous)) return [];
    return [{ type: 'TraceExportChanged', data: { ...settings, previous } }];
  },
  evolve: (_state, { data: { previous: _previous, ...settings } }) => settings,
};

function same(one: TraceExportSettings, other: TraceExportSettings): boolean {
  return (
    one.enabled === other.enabled &&
    one.exporter === other.exporter &&
    one.endpoint === other.endpoint &&
    one.sampleRate === other.sampleRate
  );
}

function addressOf(endpoint: string): string {
  const address = exportAddress(endpoint);
  if ('problem' in address) throw invalid({ field: 'endpoint', message: address.problem });
  return address.url;
}

function rateOf(rate: number): number {
  if (rate >= 0 && rate <= 1) return rate;
  throw invalid({ field: 'sampleRate', message: 'must be a number from 0 (only what failed) to 1 (every trace)' });
}

function invalid(problem: FieldProblem): DomainError {
  return new DomainError('TRACE_EXPORT_INVALID', `${problem.field} ${problem.message}`, {
    fault: 'invalid',
    fields: [problem],
  });
}
