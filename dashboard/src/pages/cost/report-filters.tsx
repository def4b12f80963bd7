import { useLabelValues } from '../../api/use-label-values';
import { FilterBar, type FilterField } from '../../components/filter-bar';
import { nameOptions } from '../../components/filter-options';
import type { CostReport, CostSearch } from './cost-search';
import { type CostFilterName, dimensions } from './dimensions';

/** The costliest; more than these nobody picks from a list, and their rows lead there too. */
const MOST_OPTIONS = 200;

/** These are too many to choose from: they are typed, or picked where the report tells them apart. */
const typed: Partial<Record<CostFilterName, string>> = { pullRequest: 'Pull request, as 12', agent: 'Id of the agent' };

const isAccepted = (filter: CostFilterName) => (text: string) =>
  filter === 'pullRequest' ? /^[1-9]\d{0,8}$/.test(text) : text !== '' && !text.includes(',');

/** What the report is only of. Choices of work are those of the report; models and types all that there are. */
export function ReportFilters({ search, report }: { search: CostSearch; report: CostReport | undefined }) {
  const { filters } = search;
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const teams = useLabelValues('team', 'orchestrate_tokens_total');
  const keysOf = (rows: readonly { key: string | null }[] | undefined) => rows?.flatMap(({ key }) => key ?? []) ?? [];
  const options: Readonly<Record<string, readonly string[]>> = {
    model: models,
    agentType: types,
    epic: keysOf(report?.byEpic),
    story: keysOf(report?.byStory),
    team: teams,
  };
  const fields = dimensions.flatMap(({ by, filter, label }): FilterField[] => {
    if (filter === null) return [];
    const names = options[filter];
    if (names !== undefined)
      return [{ kind: 'many', key: filter, label, options: nameOptions(names.slice(0, MOST_OPTIONS)) }];
    const suggestions = (report?.groups ?? []).flatMap(({ keys }) => keys[by] ?? []).slice(0, MOST_OPTIONS);
    return [{ kind: 'tags', key: filter, label: typed[filter] ?? label, suggestions, accepts: isAccepted(filter) }];
  });
  return <FilterBar filters={filters} fields={fields} />;
}
