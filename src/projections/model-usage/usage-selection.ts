import { SqlConditions } from '../../platform/postgres/keyset-list.js';

/** What usage can be told apart by, and the column that says it; empty texts: nobody said. */
const columns = {
  agent: 'agent_id',
  model: 'model',
  provider: 'provider',
  agentType: 'agent_type',
  epic: 'epic_id',
  story: 'story_id',
  pullRequest: 'pr_number',
  team: 'team',
} as const;

export type UsageDimension = keyof typeof columns;
const usageDimensions = Object.keys(columns) as readonly UsageDimension[];

/** Which usage is meant. An empty text among the names: where nobody says. */
export interface UsageSelection {
  /** Whole quarters of an hour; `to` is exclusive. */
  readonly from: Date;
  readonly to: Date;
  readonly only?: { readonly [Dimension in UsageDimension]?: readonly string[] | undefined } | undefined;
}

export function columnOf(dimension: UsageDimension): string {
  return columns[dimension];
}

export function conditionsOf({ from, to, only = {} }: UsageSelection): SqlConditions {
  const conditions = new SqlConditions().between('u.quarter', from.toISOString(), to.toISOString());
  for (const dimension of usageDimensions) conditions.equals(`u.${columns[dimension]}`, only[dimension]);
  return conditions;
}

/** The sums `u` that can answer: those of each agent where agents are meant, else the far fewer ones of all together. */
export function usageTable({ only }: UsageSelection, by: readonly UsageDimension[]): UsageTable {
  return only?.agent !== undefined || by.includes('agent') ? ofAgents : ofAll;
}

interface UsageTable {
  readonly from: string;
  /** How many of the calls of a group failed. */
  readonly failedCalls: string;
}

const ofAll: UsageTable = { from: 'model_usage u', failedCalls: 'sum(u.failed_calls)' };
const ofAgents: UsageTable = {
  from: 'agent_usage_sums u',
  failedCalls: 'coalesce(sum(u.calls) filter (where u.failed), 0)',
};
