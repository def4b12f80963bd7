import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '../../api/use-api';
import { DataTable } from '../../components/data-table';
import { FilterBar } from '../../components/filter-bar';
import { demoFilter, nameOptions, stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useFilters } from '../../url/filters';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { useListRange, useTimeRange } from '../../url/time-range';
import { agentColumns } from './agent-columns';
import { agentFilterSpec, agentQueryOf, agentStates, isInRange, sortOf, textOfSort, whenOf } from './agent-filters';
import { AgentsEmpty } from './agents-empty';
import { useAgentChoices } from './use-agent-choices';

/** All agents, of whatever time unless the address names one; those that changed last come first. */
export default function AgentsPage() {
  const filters = useFilters(agentFilterSpec);
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const navigate = useNavigate();
  const { relative } = useTimeRange();
  const range = useListRange();
  const choices = useAgentChoices();
  const inRange = isInRange(textOf(search['when']), relative);
  const sortText = textOf(search['sort']);
  const sort = useMemo(() => sortOf(sortText), [sortText]);
  const query = agentQueryOf(filters.values, sort, inRange ? range : undefined);
  const list = useApiList('/api/agents', { query: { ...query, limit: 200 } });
  const setWhen = (when: string) => setSearch({ when: whenOf(when === 'range', relative) });
  const moment = sort.by === 'createdAt' ? 'Created' : 'Updated';
  return (
    <>
      <PageHeader
        title="Agents"
        description={inRange ? `${moment} in the range of time.` : 'Everything that ran or runs, whenever it was.'}
        actions={
          <SegmentedControl
            aria-label="Which time"
            value={inRange ? 'range' : 'any'}
            onChange={setWhen}
            data={[
              { value: 'any', label: 'Any time' },
              { value: 'range', label: relative === undefined ? 'Chosen range' : `Last ${relative}` },
            ]}
          />
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'text', label: 'Search id, task, error' },
          { kind: 'many', key: 'state', label: 'State', options: stateOptions(agentStates) },
          { kind: 'many', key: 'type', label: 'Type', options: nameOptions(choices.types) },
          { kind: 'many', key: 'model', label: 'Model', options: nameOptions(choices.models) },
          { kind: 'one', key: 'epic', label: 'Epic', options: nameOptions(choices.epics), width: 150 },
          { kind: 'one', key: 'story', label: 'Story', options: choices.stories, width: 150 },
          { kind: 'many', key: 'team', label: 'Team', options: nameOptions(choices.teams), width: 110 },
          demoFilter,
        ]}
      />
      <DataTable
        label="Agents"
        columns={agentColumns}
        list={list}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/agents/$id', params: { id } })}
        sort={sort}
        onSort={(next) => setSearch({ sort: textOfSort(next) })}
        height="max(320px, calc(100dvh - 278px))"
        empty={
          <AgentsEmpty
            filtered={filters.active}
            inRange={inRange}
            clear={filters.clear}
            anyTime={() => setWhen('any')}
          />
        }
      />
    </>
  );
}
