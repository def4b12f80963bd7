import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import { agentRunsProjection } from './agent-runs.projector.js';

const START = Date.UTC(2026, 0, 14, 22);
const state = fc.constantFrom('running', 'waiting_for_input', 'completed', 'failed', 'terminated');
const model = fc.constantFrom('opus', 'haiku');
const data = fc.oneof(
  fc.record({ type: fc.constant('AgentSpawned'), agentType: fc.constantFrom('explorer', 'coder'), model }),
  fc.record({ type: fc.constant('AgentStateChanged'), agentType: fc.constant('unknown'), to: state }),
  fc.record({
    type: fc.constant('AgentAttributed'),
    epicId: fc.constantFrom('epic-1', null),
    storyId: fc.constant(null),
    prNumber: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('ModelCallRecorded'),
    model,
    inputTokens: fc.nat(9_000),
    outputTokens: fc.nat(900),
    success: fc.boolean(),
  }),
);
const told = fc.record({ data, agent: fc.nat(4), minute: fc.nat(240) });

/** The same sums, of the runs themselves. */
const naively = `
  select date_trunc('day', counted_at, 'UTC') as day, coalesce(agent_type, '') as agent_type, coalesce(model, '') as model,
         coalesce(epic_id, '') as epic_id, outcome,
         coalesce(error_class, '') as error_class, demo, count(*) as runs,
         count(*) filter (where calls > 0) as runs_with_calls, count(execution_seconds) as runs_with_execution,
         count(active_seconds) as runs_with_active,
         coalesce(sum(round(execution_seconds::numeric * 1000)), 0) as execution_ms,
         coalesce(sum(round(active_seconds::numeric * 1000)), 0) as active_ms,
         sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens, sum(calls) as calls,
         sum(failed_calls) as failed_calls, sum(retries) as retries, sum(tool_calls) as tool_calls,
         sum(failed_tool_calls) as failed_tool_calls
    from agent_runs group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`;

describe('the sums of runs', () => {
  let bench: ProjectionBench;
  let engine: ProjectionEngine;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    engine = await bench.started({ projections: [agentRunsProjection] });
  });
  afterAll(() => bench?.close());

  it('are those of the runs, whatever becomes of a run', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 40 }), async (facts) => {
        round += 1;
        const events = facts.map(({ data: { type, ...rest }, agent, minute }): Fact => ({
          type,
          occurredAt: new Date(START + minute * 60_000).toISOString(),
          data: { agentId: `${round % 3}-${agent}`, ...rest },
        }));
        const position = await bench.append(events, `agent-round-${round}`);
        expect(await engine.waitFor(['agent-runs'], position, 60_000)).toBe('reached');
        const [sums, runs] = await Promise.all([
          bench.pool.query(
            'select * from agent_run_sums order by day, agent_type, model, epic_id, outcome, error_class, demo',
          ),
          bench.pool.query(naively),
        ]);
        expect(sums.rows).toEqual(runs.rows);
      }),
      { numRuns: 15 },
    );
    expect(bench.problems).toEqual([]);
  });
});
