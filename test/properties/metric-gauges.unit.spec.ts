import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventCatalog } from '../../src/app/event-catalog.js';
import { factKinds } from '../../src/app/fact-kinds.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { RecordFacts, type ReportedItem } from '../../src/modules/intake/features/record-facts/record-facts.command.js';
import { RecordFactsHandler } from '../../src/modules/intake/features/record-facts/record-facts.handler.js';
import { EventFactory } from '../../src/platform/commands/event-factory.js';
import type { FoldOutput } from '../../src/platform/projections/projection.js';
import { systemClock } from '../../src/platform/runtime/system-clock.js';
import { uuidIds } from '../../src/platform/runtime/uuid-ids.js';
import { metricsProjection } from '../../src/projections/metrics/index.js';
import { InMemoryEventLog } from '../support/in-memory-event-log.js';
import { reportedBatches } from '../support/random-facts.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'rest' as const,
};

interface SeriesRow {
  readonly name: string;
  readonly value: number;
}
const [output] = metricsProjection.outputs as readonly FoldOutput<SeriesRow>[];

/** The log that these reports lead to, by the rules of the write side. */
async function recorded(batches: readonly (readonly ReportedItem[])[]): Promise<readonly RecordedEvent[]> {
  const log = new InMemoryEventLog();
  const handler = new RecordFactsHandler(
    log,
    factKinds,
    eventCatalog,
    new EventFactory(eventCatalog, systemClock, uuidIds),
    systemClock,
    uuidIds,
  );
  for (const items of batches) await handler.execute(new RecordFacts(items, context));
  const { events } = await log.readAll({ limit: 10_000 });
  return events;
}

interface KnownLife {
  readonly current: string | undefined;
  readonly spawn?: { readonly agentType: string };
  readonly observed?: { readonly agentType?: { readonly value: string } };
}

/** What a gauge has to say, counted from the lives themselves: one label text for each thing that is counted. */
const gauges = {
  orchestrate_agents_total: {
    category: 'agent',
    kind: 'AgentStateChanged',
    labels: ({ spawn, observed, current }: KnownLife) => [
      spawn?.agentType ?? observed?.agentType?.value ?? 'unknown',
      current,
    ],
  },
  orchestrate_stories: { category: 'story', kind: 'StoryStatusChanged', labels: ({ current }: KnownLife) => [current] },
  orchestrate_open_pull_requests: {
    category: 'pullRequest',
    kind: 'PullRequestStatusChanged',
    labels: ({ current }: KnownLife) => (['merged', 'closed', 'failed'].includes(current ?? '') ? [] : [current]),
  },
  orchestrate_open_incidents: {
    category: 'incident',
    kind: 'IncidentStatusChanged',
    labels: ({ current }: KnownLife) => (['resolved', 'post_mortem'].includes(current ?? '') ? [] : [current]),
  },
};

/** Lives of one category, folded by the write side's own rules. */
class Lives {
  readonly known = new Map<string, KnownLife>();

  constructor(private readonly gauge: (typeof gauges)[keyof typeof gauges]) {}

  take(event: RecordedEvent): void {
    if (!event.stream.startsWith(`${this.gauge.category}-`)) return;
    const kind = factKinds.get(this.gauge.kind);
    if (kind?.mode !== 'lifecycle') throw new Error(`${this.gauge.kind} is no life cycle`);
    const before: unknown = this.known.get(event.stream) ?? kind.initial;
    this.known.set(event.stream, kind.evolve(before, event) as KnownLife);
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const life of this.known.values()) {
      // A review may be all that is known of a pull request: then it has no status.
      if (life.current === undefined) continue;
      const labels = this.gauge.labels(life);
      if (labels.length === 0) continue;
      const text = JSON.stringify(labels);
      counts[text] = (counts[text] ?? 0) + 1;
    }
    return counts;
  }
}

describe('gauges, after every event of any history', () => {
  it('count each agent, story, open pull request and open incident once, where it is', async () => {
    const seen = { events: 0, lateSpawns: 0, lateSteps: 0, waitingOpened: 0 };
    await fc.assert(
      fc.asyncProperty(reportedBatches, async (batches) => {
        const rows = new Map<string, SeriesRow>();
        const lives = Object.entries(gauges).map(([name, gauge]) => [name, new Lives(gauge)] as const);
        for (const event of await recorded(batches)) {
          seen.events += 1;
          const { flags, from } = event.data as { readonly flags?: readonly string[]; readonly from?: string };
          if (event.type === 'AgentSpawned' && flags?.includes('late')) seen.lateSpawns += 1;
          if (event.type === 'AgentStateChanged' && flags?.includes('late')) seen.lateSteps += 1;
          if (event.type === 'PullRequestOpened' && from !== undefined) seen.waitingOpened += 1;
          for (const key of output!.keys(event)) {
            const row = output!.apply(rows.get(String(key[0])), event, key);
            if (row) rows.set(String(key[0]), row);
          }
          for (const [name, known] of lives) {
            known.take(event);
            const shown = [...rows].filter(([, row]) => row.name === name && row.value !== 0);
            const values = shown.map(([series, { value }]) => {
              const [, ...labels] = JSON.parse(series) as string[];
              return [JSON.stringify(labels), value];
            });
            expect(Object.fromEntries(values)).toEqual(known.counts());
          }
          const agents = [...rows.values()].filter(({ name }) => name === 'orchestrate_agents_total');
          expect(agents.every(({ value }) => value >= 0)).toBe(true);
          // What it worked on may be all that is known of an agent: then it is in no state.
          const inState = [...lives[0]![1].known.values()].filter(({ current }) => current !== undefined);
          expect(agents.reduce((sum, { value }) => sum + value, 0)).toBe(inState.length);
        }
      }),
      { numRuns: 60 },
    );
    // Otherwise the histories would prove little.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  }, 60_000);

  it('never let a counter fall', async () => {
    await fc.assert(
      fc.asyncProperty(reportedBatches, async (batches) => {
        const rows = new Map<string, SeriesRow>();
        for (const event of await recorded(batches)) {
          for (const key of output!.keys(event)) {
            const series = String(key[0]);
            const before = rows.get(series);
            const row = output!.apply(before, event, key)!;
            if (!(row.name in gauges) && row.name !== 'orchestrate_queue_depth') {
              expect(row.value).toBeGreaterThanOrEqual(before?.value ?? 0);
            }
            rows.set(series, row);
          }
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
