import { useLabelValues } from '../../api/use-label-values';
import { FilterBar, type FilterField } from '../../components/filter-bar';
import { nameOptions } from '../../components/filter-options';
import type { CostReport, CostSearch } from './cost-search';
import { dimensions } from './dimensions';

/** The costliest; more than these nobody picks from a list, and their rows lead there too. */
const MOST_OPTIONS = 200;

/** What the report is only of. Choices of work are those of the report; models and types all that there are. */
export function ReportFilters({ search, report }: { search: CostSearch; report: CostReport | undefined }) {
  const { filters } = search;
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const keysOf = (rows: readonly { key: string | null }[] | undefined) => rows?.flatMap(({ key }) => key ?? []) ?? [];
  const options: Readonly<Record<string, readonly string[]>> = {
    model: models,
    agentType: types,
    epic: keysOf(report?.byEpic),
    story: keysOf(report?.byStory),
  };
  const fields = dimensions
    .filter(({ filter }) => options[filter] !== undefined || filters.values[filter].length > 0)
    .map(({ filter, label }): FilterField => ({
      kind: 'many',
      key: filter,
      label,
      options: nameOptions((options[filter] ?? []).slice(0, MOST_OPTIONS)),
    }));
  return <FilterBar filters={filters} fields={fields} />;
}
