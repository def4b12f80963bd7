/** How costs can be told apart: as the API names it, its filter of the same thing if it has one, and where its rows lead. */
export const dimensions = [
  { by: 'model', label: 'Model', filter: 'model', next: 'agent_type' },
  { by: 'agent_type', label: 'Agent type', filter: 'agentType', next: 'model' },
  { by: 'epic', label: 'Epic', filter: 'epic', next: 'story' },
  { by: 'story', label: 'Story', filter: 'story', next: 'agent_type' },
  { by: 'team', label: 'Team', filter: 'team', next: 'epic' },
  { by: 'pull_request', label: 'Pull request', filter: 'pullRequest', next: 'agent_type' },
  { by: 'provider', label: 'Provider', filter: null, next: 'model' },
  { by: 'agent', label: 'Agent', filter: 'agent', next: 'model' },
] as const;

export type Dimension = (typeof dimensions)[number];
export type DimensionName = Dimension['by'];

/** What a budget can be of. */
export type ScopedDimension = Exclude<DimensionName, 'provider' | 'agent'>;
export const scopedDimensions = dimensions.filter(
  (dimension): dimension is Extract<Dimension, { by: ScopedDimension }> =>
    dimension.by !== 'provider' && dimension.by !== 'agent',
);

export type CostFilterName = NonNullable<Dimension['filter']>;

export const dimensionOf = (by: string | undefined): Dimension =>
  dimensions.find((dimension) => dimension.by === by) ?? dimensions[0];

/** The dimension that tells more about what was just chosen, unless it has been chosen already. */
export function nextDimension({ next, by }: Dimension, chosen: readonly string[]): DimensionName {
  const open = dimensions.filter(
    ({ filter, by: other }) => other !== by && filter !== null && !chosen.includes(filter),
  );
  return open.some((dimension) => dimension.by === next) ? next : (open[0]?.by ?? by);
}

/** What a row without a key is: nobody said. */
export const unnamedWords: Readonly<Record<DimensionName, string>> = {
  model: 'No model named',
  agent_type: 'No agent type named',
  epic: 'On no epic',
  story: 'On no story',
  team: 'Of no team',
  pull_request: 'On no pull request',
  provider: 'No provider named',
  agent: 'No agent named',
};

/** A key as people say it: pull requests have numbers. */
export const keyWords = (by: DimensionName, key: string | null) =>
  key === null ? unnamedWords[by] : by === 'pull_request' ? `#${key}` : key;
