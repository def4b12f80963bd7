import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { AgentRunRow } from './agent-run.row.js';
import { ListRunUsage, type RunsWithUsage, type RunUsagePart, type RunWithUsage } from './list-run-usage.query.js';
import { selectedRuns } from './run-selection.js';
import { IN_PERIOD, periodTable, USAGE_OF_RUNS, USAGE_SUMS, usageOfRow, type UsageSumsRow } from './run-usage.sql.js';

type RunRow = Pick<
  AgentRunRow,
  | 'agent_id'
  | 'agent_type'
  | 'model'
  | 'outcome'
  | 'error_class'
  | 'calls'
  | 'failed_calls'
  | 'retries'
  | 'tool_calls'
  | 'failed_tool_calls'
  | 'counted_at'
>;

interface PartRow extends UsageSumsRow {
  readonly agent_id: string;
  readonly period: string;
  readonly failed: boolean;
}

@QueryHandler(ListRunUsage)
export class ListRunUsageHandler implements IQueryHandler<ListRunUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection, periods, most }: ListRunUsage): Promise<RunsWithUsage> {
    if (periods.length === 0) return { from: selection.from, runs: [] };
    const conditions = selectedRuns(selection, 'counted_at', selection);
    const latest = `
      select agent_id, agent_type, model, outcome, error_class, calls, failed_calls, retries, tool_calls,
             failed_tool_calls, counted_at
        from agent_runs where ${conditions.sql} and outcome <> 'open' and calls > 0
       order by counted_at desc, agent_id limit ${conditions.bind(most)}`;
    const runs: RunRow[] = await this.dataSource.query(latest, conditions.parameters);
    const table = periodTable(periods, conditions);
    const rows: PartRow[] = await this.dataSource.query(
      `with runs as (${latest})
       select u.agent_id, p.ordinal - 1 as period, u.failed, ${USAGE_SUMS}
         from ${USAGE_OF_RUNS} join ${table} on ${IN_PERIOD} group by 1, 2, 3 order by 1, 2, 3`,
      conditions.parameters,
    );
    const parts = new Map<string, RunUsagePart[]>();
    for (const row of rows) {
      const part = { period: Number(row.period), failed: row.failed, calls: Number(row.calls), usage: usageOfRow(row) };
      const known = parts.get(row.agent_id);
      if (known) known.push(part);
      else parts.set(row.agent_id, [part]);
    }
    const oldest = runs.at(-1);
    return {
      from: runs.length < most || !oldest ? selection.from : oldest.counted_at,
      runs: runs.map((run) => presentRun(run, parts.get(run.agent_id) ?? [])),
    };
  }
}

function presentRun(run: RunRow, parts: readonly RunUsagePart[]): RunWithUsage {
  return {
    agentId: run.agent_id,
    agentType: run.agent_type,
    model: run.model,
    outcome: run.outcome,
    errorClass: run.error_class,
    calls: run.calls,
    failedCalls: run.failed_calls,
    retries: run.retries,
    toolCalls: run.tool_calls,
    failedToolCalls: run.failed_tool_calls,
    parts,
  };
}
