import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentObservedKind } from '../../src/modules/fleet/domain/agent-observed.facts.js';
import { type AgentRow, agentsProjection } from '../../src/projections/agents/agents.projector.js';
import { changesOf } from '../../src/projections/metrics/metric-changes.js';
import type { LogPosition, RecordedEvent } from '../../src/kernel/event.js';
import { FactHistory } from '../support/fact-history.js';

const [output] = agentsProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const { apply } = output;

const observation = fc.record(
  {
    minute: fc.integer({ min: 0, max: 9 }),
    agentType: fc.constantFrom('claude-code', 'reviewer'),
    model: fc.constantFrom('sonnet', 'opus', 'haiku'),
    storyId: fc.constantFrom('story-1', 'story-2'),
    traceId: fc.constantFrom('4bf92f3577b34da6a3ce929d0e0e4736', '5bf92f3577b34da6a3ce929d0e0e4736'),
  },
  { requiredKeys: ['minute', 'agentType'] },
);

/** The row and the gauge that the observations lead to when they arrive in this order. */
function agentAfter(observations: readonly { readonly minute: number; readonly agentType: string }[]) {
  const history = new FactHistory();
  for (const { minute, ...data } of observations) {
    history.report(agentObservedKind, { agentId: 's-1', ...data }, `2026-01-15T10:0${minute}:00.000Z`);
  }
  const gauge = new Map<string, number>();
  let row: AgentRow | undefined;
  history.events.forEach((event, index) => {
    const recorded: RecordedEvent = {
      ...event,
      id: '00000000-0000-4000-8000-000000000001',
      schemaVersion: 1,
      meta: {
        ...event.meta,
        actor: { type: 'api_key', id: 'key-1', name: 'agents' },
        correlationId: 'c',
        source: 'otlp',
      },
      stream: 'agent-s-1',
      revision: BigInt(index),
      position: String(index).padStart(20, '0') as LogPosition,
      recordedAt: new Date('2026-01-16T00:00:00Z'),
    };
    row = apply(row, recorded, ['s-1']) as AgentRow;
    for (const change of changesOf(recorded)) {
      if (change.op !== 'add' || !change.series.startsWith('["orchestrate_agents_total"')) continue;
      gauge.set(change.series, (gauge.get(change.series) ?? 0) + change.amount);
    }
  });
  const { last_position: _position, ...known } = row!;
  return { known, gauge: [...gauge].filter(([, value]) => value !== 0) };
}

describe('telemetry of an agent', () => {
  it('leads to the same agent in any order, in pieces and twice', () => {
    fc.assert(
      fc.property(
        fc
          .array(observation, { minLength: 1, maxLength: 12 })
          .chain((once) =>
            fc.tuple(
              fc.constant(once),
              fc.shuffledSubarray([...once, ...once], { minLength: once.length * 2, maxLength: once.length * 2 }),
            ),
          ),
        ([once, twice]) => {
          const inOrder = agentAfter([...once].sort((one, other) => one.minute - other.minute));
          expect(agentAfter(twice)).toEqual(inOrder);
          expect(inOrder.gauge).toEqual([[`["orchestrate_agents_total","${inOrder.known.type}","running"]`, 1]]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
