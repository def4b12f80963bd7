import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProjectionBench } from '../../../test/support/projection-bench.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import { ShowTraceHandler } from './show-trace.query-handler.js';
import { ShowTrace } from './show-trace.query.js';
import { tracesProjection } from './traces.projector.js';

const LARGE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SHARED = '5bf92f3577b34da6a3ce929d0e0e4736';
const SHOWN_AT_ALL = 20_000;

describe('one trace, of the database', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  let handler: ShowTraceHandler;
  const show = (traceId: string, cursor?: string) => handler.execute(new ShowTrace(traceId, { limit: 500, cursor }));

  beforeAll(async () => {
    bench = await ProjectionBench.open();
    const engine = await bench.started({ projections: [tracesProjection] });
    dataSource = await createDataSource({
      connectionString: bench.database.url,
      applicationName: 'traces',
    }).initialize();
    handler = new ShowTraceHandler(dataSource);
    const data = { agentType: 'explorer', traceId: SHARED };
    const position = await bench.append([
      { type: 'AgentObserved', data: { agentId: 'one', spanId: '00f067aa0ba902b1', ...data } },
      { type: 'AgentObserved', data: { agentId: 'two', spanId: '00f067aa0ba902b2', parentAgentId: 'one', ...data } },
      { type: 'ToolCallRecorded', data: { agentId: 'two', tool: 'Bash', durationMs: 1, success: true } },
      { type: 'ModelCallRecorded', data: { agentId: 'two', model: 'opus', success: true } },
    ]);
    await engine.waitFor(['traces'], position, 60_000);
    await bench.rows(
      `insert into trace_spans (source, subject, span_id, trace_id, name, started_at, duration_ms, status, attributes)
       select 'received', $1, lpad(to_hex(n), 16, '0'), $1, 'work', '2026-01-15T10:00:00Z'::timestamptz + n * interval '1 ms',
         1, 'ok', '{}' from generate_series(1, ${SHOWN_AT_ALL + 50}) n`,
      [LARGE],
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await bench.close();
  });

  it('is cut where it is too large, and says so', async () => {
    const first = await show(LARGE);
    expect(first).toMatchObject({
      truncated: true,
      spanCount: SHOWN_AT_ALL + 50,
      startedAt: '2026-01-15T10:00:00.001Z',
    });
    expect(first.spans).toHaveLength(500);
    const last = Buffer.from(JSON.stringify([Date.UTC(2026, 0, 15, 10) + SHOWN_AT_ALL - 1, '2'])).toString('base64url');
    const end = await show(LARGE, last);
    expect([end.spans.length, end.spans[0]?.spanId, end.nextCursor]).toEqual([
      1,
      SHOWN_AT_ALL.toString(16).padStart(16, '0'),
      null,
    ]);
  });

  it('has every run that shares it', async () => {
    const { agents, spans, status } = await show(SHARED);
    expect([agents.map(({ agentId }) => agentId).sort(), status]).toEqual([['one', 'two'], 'running']);
    const below = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
    expect(below.get('00f067aa0ba902b1')).toBe(null);
    expect(below.get('00f067aa0ba902b2')).toBe('00f067aa0ba902b1');
    expect(spans.find(({ name }) => name === 'tool_call')).toMatchObject({
      agentId: 'two',
      parentSpanId: '00f067aa0ba902b2',
      durationMs: 1,
    });
    expect(spans.find(({ name }) => name === 'api_call')).toMatchObject({ agentId: 'two', durationMs: null });
  });
});
