import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../test/support/projection-bench.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import { ListTracesHandler } from './list-traces.query-handler.js';
import { ListTraces } from './list-traces.query.js';
import { ShowTraceHandler } from './show-trace.query-handler.js';
import { ShowTrace } from './show-trace.query.js';
import { tracesProjection } from './traces.projector.js';

const [SESSION, PROMPT, SHARED, JOB] = ['4', '5', '6', '7'].map((digit) => `${digit}bf92f3577b34da6a3ce929d0e0e4736`);
const idOf = (n: number) => n.toString(16).padStart(16, '0');

const span = (traceId: string, spanId: string, status = 'ok'): Fact => ({
  type: 'SpanRecorded',
  data: {
    traceId,
    spanId,
    name: 'work',
    kind: 'internal',
    startedAt: '2026-01-15T10:00:00Z',
    durationMs: 5,
    status,
    attributes: {},
  },
});
const tool = (agentId: string, more: object = {}): Fact => ({
  type: 'ToolCallRecorded',
  data: { agentId, tool: 'Bash', durationMs: 1, success: true, ...more },
});
const seen = (agentId: string, traceId: string, spanId: string): Fact => ({
  type: 'AgentObserved',
  data: { agentId, agentType: 'explorer', traceId, spanId },
});

const facts: readonly Fact[] = [
  // One session, a trace for each prompt; of one call a span came as well, and one of its run.
  seen('session', SESSION!, idOf(1)),
  tool('session', { traceId: SESSION, spanId: idOf(2), success: false }),
  tool('session', { traceId: PROMPT, spanId: idOf(3) }),
  span(SESSION!, idOf(1), 'error'),
  span(SESSION!, idOf(2)),
  span(SESSION!, idOf(4)),
  span(PROMPT!, idOf(4), 'error'),
  span(PROMPT!, idOf(5), 'error'),
  { type: 'AgentErrorRecorded', data: { agentId: 'session', errorType: 'api_refusal' } },
  // Two runs in one trace.
  seen('one', SHARED!, idOf(11)),
  seen('two', SHARED!, idOf(12)),
  tool('one'),
  tool('two'),
  { type: 'AgentStateChanged', data: { agentId: 'two', agentType: 'explorer', to: 'failed' } },
  // An agent of which nothing but a call is known, and a trace without one.
  tool('quiet', { success: false }),
  span(JOB!, idOf(21)),
  span(JOB!, idOf(22), 'error'),
];

describe('the list of traces, of the database', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    const engine = await bench.started({ projections: [tracesProjection] });
    dataSource = await createDataSource({ connectionString: bench.database.url, applicationName: 'list' }).initialize();
    await engine.waitFor(['traces'], await bench.append(facts), 60_000);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await bench.close();
  });

  it('counts spans and failures as the view of each does', async () => {
    const { items } = await new ListTracesHandler(dataSource).execute(new ListTraces({ limit: 50 }));
    const shown = new ShowTraceHandler(dataSource);
    for (const { traceId, spanCount, errors } of items) {
      const view = await shown.execute(new ShowTrace(traceId, { limit: 500, cursor: undefined }));
      expect([traceId, spanCount, errors]).toEqual([traceId, view.spanCount, view.errorCount]);
      expect(view.spans).toHaveLength(spanCount);
      for (const agent of view.agents) expect([agent.spanCount, agent.errors]).toEqual([spanCount, errors]);
    }
    const countsOf = Object.fromEntries(items.map((item) => [item.agentId ?? 'job', [item.spanCount, item.errors]]));
    expect(countsOf).toEqual({ session: [5, 2], one: [4, 1], two: [4, 1], quiet: [2, 1], job: [2, 1] });
    expect(items.find(({ agentId }) => agentId === 'session')).toMatchObject({ toolCalls: 2, agentErrors: 1 });
  });
});
