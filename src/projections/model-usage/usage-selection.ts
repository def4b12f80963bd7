import { SqlConditions } from '../../platform/postgres/keyset-list.js';

/** What usage can be told apart by, and the column that says it; empty texts: nobody said. */
const columns = {
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
