import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../test/support/projection-bench.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import type { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import { pullRequestsProjection } from '../pull-requests/index.js';
import { agentRunsProjection } from './agent-runs.projector.js';
import { ReportAgentsHandler } from './report-agents.query-handler.js';
import { ReportAgents, reportAgentsQuery } from './report-agents.query.js';

const START = Date.UTC(2026, 0, 14);
const DAYS = 4;
const MINUTE_MS = 60_000;
const at = (minute: number) => new Date(START + minute * MINUTE_MS);

interface Run {
  readonly type: string;
  readonly epic: number;
  readonly end: 'completed' | 'failed' | 'terminated' | undefined;
  readonly minute: number;
  readonly minutes: number;
  readonly error: string;
  readonly tokens: number;
}
const run: fc.Arbitrary<Run> = fc.record({
  type: fc.constantFrom('coder', 'explorer', 'unknown'),
  epic: fc.nat(1),
  end: fc.constantFrom('completed', 'completed', 'failed', 'terminated', undefined),
  minute: fc.nat(DAYS * 1_440),
  minutes: fc.nat(3_000),
  error: fc.constantFrom('timeout', 'HTTP 429', 'idle'),
  tokens: fc.nat(500),
});
const errorClasses: Readonly<Record<string, string>> = { timeout: 'timeout', 'HTTP 429': 'rate_limited', idle: 'idle' };

function factsOf(round: string, { type, epic, end, minute, minutes, error, tokens }: Run, index: number): Fact[] {
  const fact = (name: string, when: number, data: Fact['data']): Fact => ({
    type: name,
    occurredAt: at(when).toISOString(),
    data: { agentId: `${round}-${index}`, agentType: type, ...data },
  });
  const call = { model: 'opus', inputTokens: tokens, outputTokens: 1, success: true };
  return [
    fact('AgentSpawned', minute, { epicId: `${round}-${epic}` }),
    fact('AgentStateChanged', minute, { to: 'running' }),
    ...(tokens > 0 ? [fact('ModelCallRecorded', minute + minutes, call)] : []),
    ...(end ? [fact('AgentStateChanged', minute + minutes, { to: end, ...(end === 'failed' && { error }) })] : []),
  ];
}

describe('the report on runs', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  let engine: ProjectionEngine;
  let handler: ReportAgentsHandler;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
    await dataSource.initialize();
    engine = await bench.started({ projections: [agentRunsProjection, pullRequestsProjection] });
    handler = new ReportAgentsHandler(dataSource, { now: () => at(DAYS * 1_440) });
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await bench?.close();
  });
  const report = (query: object) => handler.execute(new ReportAgents(reportAgentsQuery.parse(query)));

  it('counts the runs of any period, whatever part of it are whole days', async () => {
    let rounds = 0;
    const start = fc.integer({ min: -100, max: DAYS * 1_440 });
    const length = fc.integer({ min: 1, max: 6_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 25 }), start, length, async (runs, from, minutes) => {
        const round = `round${++rounds}`;
        const position = await bench.append(
          runs.flatMap((one, index) => factsOf(round, one, index)),
          `agent-${round}`,
        );
        expect(await engine.waitFor(['agent-runs'], position, 60_000)).toBe('reached');
        const epic = `${round}-0,${round}-1`;
        const { fleet, items } = await report({
          from: at(from).toISOString(),
          to: at(from + minutes).toISOString(),
          epic,
        });
        const counted = runs.filter((one) => {
          const when = one.end === undefined ? one.minute : one.minute + one.minutes;
          return when >= from && when < from + minutes;
        });
        const expected = (own: readonly Run[]) => {
          const ended = (end: Run['end']) => own.filter((one) => one.end === end);
          const told = ended('completed').filter(({ tokens }) => tokens > 0);
          const kinds = ended('failed').map(({ error }) => errorClasses[error]!);
          const errors = [...new Set(kinds)].map((errorClass) => ({
            errorClass,
            runs: kinds.filter((kind) => kind === errorClass).length,
          }));
          return {
            runs: own.length,
            succeeded: ended('completed').length,
            failed: kinds.length,
            terminated: ended('terminated').length,
            open: ended(undefined).length,
            modelCalls: own.filter(({ tokens }) => tokens > 0).length,
            tokensPerSuccessfulRun:
              told.length === 0
                ? null
                : expect.closeTo(told.reduce((sum, { tokens }) => sum + tokens + 1, 0) / told.length, 9),
            topErrors: errors.sort((a, b) => b.runs - a.runs || (a.errorClass < b.errorClass ? -1 : 1)),
          };
        };
        expect(fleet).toMatchObject(expected(counted));
        const types = [...new Set(counted.map(({ type }) => type))];
        expect(items).toHaveLength(types.length);
        for (const type of types) {
          const item = items.find(({ key }) => key === (type === 'unknown' ? null : type));
          expect(item).toMatchObject(expected(counted.filter((one) => one.type === type)));
        }
      }),
      { numRuns: 25 },
    );
    expect(bench.problems).toEqual([]);
  });

  it('tells percentiles of very many runs by a sample, and says so; of those of one kind exactly', async () => {
    const facts: Fact = {
      type: 'AgentSpawned',
      occurredAt: at(0).toISOString(),
      data: { agentId: 'one', agentType: 'x' },
    };
    const done: Fact = {
      type: 'AgentStateChanged',
      occurredAt: at(1).toISOString(),
      data: { agentId: 'one', agentType: 'x', to: 'completed', epicId: 'many' },
    };
    const position = await bench.append([facts, done], 'agent-one');
    expect(await engine.waitFor(['agent-runs'], position, 60_000)).toBe('reached');
    // 40 000 like it, which took 1 to 40 000 seconds; every tenth of another type.
    const columns = Object.keys(agentRunsProjection.outputs[0]!.table.columns);
    const others: Readonly<Record<string, string>> = {
      agent_id: `'many-' || n`,
      slice: `(n * 7919) % 1024`,
      agent_type: `case when n % 10 = 0 then 'few' else 'most' end`,
      execution_seconds: 'n',
    };
    await bench.pool.query(
      `insert into agent_runs (${columns.join(', ')})
       select ${columns.map((column) => others[column] ?? column).join(', ')}
         from agent_runs, generate_series(1, 40000) n where agent_id = 'one'`,
    );
    await bench.pool.query(
      `insert into agent_run_sums
       select date_trunc('day', counted_at, 'UTC'), agent_type, '', epic_id, outcome, '', demo, count(*), 0, count(*), 0,
              0, 0, 0, 0, 0, 0, 0, 0, 0
         from agent_runs where agent_id like 'many-%' group by 1, 2, 4, 5, 7`,
    );
    const period = { from: at(0).toISOString(), to: at(1_440).toISOString(), epic: 'many' };
    const { percentilesFrom, fleet, items } = await report(period);
    expect(percentilesFrom?.of).toBe(40_001);
    expect(percentilesFrom!.runs).toBeGreaterThan(4_700);
    expect(percentilesFrom!.runs).toBeLessThan(5_300);
    expect(fleet.executionSeconds!.runs).toBe(percentilesFrom!.runs);
    for (const [part, told] of [
      [0.5, fleet.executionSeconds!.p50],
      [0.95, fleet.executionSeconds!.p95],
      [0.99, fleet.executionSeconds!.p99],
    ] as const) {
      expect(Math.abs(told / 40_000 - part)).toBeLessThan(0.015);
    }
    expect(items.map(({ key, runs }) => [key, runs])).toEqual([
      ['most', 36_000],
      ['few', 4_000],
      ['x', 1],
    ]);
    const few = await report({ ...period, type: 'few' });
    expect(few.percentilesFrom).toBeNull();
    expect(few.fleet.executionSeconds).toEqual({
      p50: 20_005,
      p95: 38_000.5,
      p99: expect.closeTo(39_600.1, 6),
      runs: 4_000,
    });
  });
});
