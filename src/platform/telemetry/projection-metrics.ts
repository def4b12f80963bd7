import { Counter, Gauge, type Registry } from 'prom-client';
import type { ProjectionStatus } from '../projections/projection-status.js';

/**
 * How far the projections are, asked for at each scrape; whichever process maintains them, every replica says the same.
 */
export function observeProjections(statuses: () => Promise<readonly ProjectionStatus[]>, registry: Registry): void {
  const current = shared(statuses);
  const families: readonly ProjectionFamily[] = [
    {
      kind: Gauge,
      name: 'orchestrate_projection_lag_seconds',
      help: 'Age of the oldest event that a projection has not applied yet; 0 when there is none.',
      read: ({ behindSeconds }) => behindSeconds ?? 0,
    },
    {
      kind: Gauge,
      name: 'orchestrate_projection_position',
      help: 'Place in the event log up to which a projection has applied it.',
      read: ({ position }) => placeOf(position),
    },
    {
      kind: Counter,
      name: 'orchestrate_projection_events_total',
      help: 'Events of its types that passed a projection since its tables were made.',
      read: ({ events }) => events,
    },
    {
      kind: Gauge,
      name: 'orchestrate_projection_dead_letters',
      help: 'Events that a projection could not apply, set aside until they are tried again.',
      read: ({ deadLetters }) => deadLetters,
    },
    {
      kind: Gauge,
      name: 'orchestrate_projection_failed',
      help: 'Whether a projection has stopped because of a failure (1) or not (0).',
      read: ({ state }) => (state === 'failed' ? 1 : 0),
    },
    {
      kind: Gauge,
      name: 'orchestrate_projection_rebuild_progress_ratio',
      help: 'Part of the log that a rebuild under way has read, 0 to 1; absent when there is no rebuild.',
      read: ({ rebuild }) => rebuild?.progress,
    },
    {
      kind: Gauge,
      name: 'orchestrate_projection_rebuild_failed',
      help: 'Whether the rebuild of a projection has failed (1) or not (0); absent when there is no rebuild.',
      read: ({ rebuild }) => rebuild && (rebuild.state === 'failed' ? 1 : 0),
    },
  ];
  for (const family of families) register(family, current, registry);
}

interface ProjectionFamily {
  readonly kind: typeof Gauge | typeof Counter;
  readonly name: string;
  readonly help: string;
  /** The value of one projection's series; undefined for none. */
  readonly read: (status: ProjectionStatus) => number | undefined;
}

function register(
  { kind, name, help, read }: ProjectionFamily,
  current: () => Promise<readonly ProjectionStatus[]>,
  registry: Registry,
): void {
  const metric: Gauge | Counter = new kind({
    name,
    help,
    labelNames: ['projection'],
    registers: [registry],
    async collect() {
      const statuses = await current();
      metric.reset();
      for (const status of statuses) {
        const value = read(status);
        if (value !== undefined) metric.inc({ projection: status.name }, value);
      }
    },
  });
}

/** All families of one scrape are collected at once, from one answer. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask().finally(() => (asked = undefined)));
}

/** Positions of both stores begin with 20 digits; what a number cannot hold exactly is of no interest here. */
function placeOf(position: string | undefined): number {
  return position === undefined ? 0 : Number(/^\d{1,20}/.exec(position)?.[0] ?? 0);
}
