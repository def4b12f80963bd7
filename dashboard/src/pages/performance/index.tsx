import { Paper, SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { useLabelValues } from '../../api/use-label-values';
import { DataTable } from '../../components/data-table';
import { useOpened } from '../../components/detail-drawer';
import { EmptyRange } from '../../components/empty-range';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { demoFilter, nameOptions } from '../../components/filter-options';
import { NoAgentsYet, useNoAgentsYet } from '../../components/no-agents-yet';
import { NoMatch } from '../../components/no-match';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { useSetTimeRange, useTimeRange } from '../../url/time-range';
import { ComparePanel } from './compare-panel';
import { ComparisonCharts, TopErrors } from './comparison-charts';
import { FleetTiles } from './fleet-tiles';
import { groupColumns } from './group-columns';
import { GroupDrawer } from './group-drawer';
import { groupingOf, groupings, performanceFilterSpec, runFilterOf } from './performance-search';
import { nameOf } from './performance-types';
import { SampleNote } from './sample-note';
import { TrendPanel } from './trend-panel';
import { Underperformers } from './underperformers';

/** How well agents do, who does worse, and what changed. */
export default function PerformancePage() {
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const setRange = useSetTimeRange();
  const asOf = useAsOf();
  const { from, to } = useTimeRange();
  const by = groupingOf(textOf(search['by']));
  const filters = useFilters(performanceFilterSpec);
  const filter = runFilterOf(filters.values);
  const query = { ...filter, from, to };
  const analysis = useApi('/api/analytics/agents', { query: { ...query, by, limit: 500 } as never });
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  const [opened, open] = useOpened('key');
  const items = analysis.data?.by === by ? analysis.data.items : [];
  const nothingYet = useNoAgentsYet();
  const isEmpty = analysis.data?.fleet.runs === 0;
  const words = groupings.find(({ value }) => value === by)!;
  return (
    <>
      <PageHeader
        title="Performance"
        description={
          asOf === undefined
            ? 'How runs went that ended in the range of time, or began in it and are open.'
            : 'Runs that ended, or were open, by then. This counts by when they happened; Agents by when they were recorded.'
        }
        actions={
          <SegmentedControl
            aria-label="Tell apart by"
            value={by}
            onChange={(next) =>
              setSearch({ by: next === 'type' ? undefined : next, a: undefined, b: undefined, key: undefined })
            }
            data={groupings.map(({ value, label }) => ({ value, label }))}
          />
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'many', key: 'type', label: 'Type', options: nameOptions(types) },
          { kind: 'many', key: 'model', label: 'Model', options: nameOptions(models) },
          { kind: 'text', key: 'epic', label: 'Epic', width: 150 },
          demoFilter,
        ]}
      />
      <Stack gap="sm">
        {nothingYet ? (
          <NoAgentsYet>
            How often runs succeed, how long they take and what a success costs is told from the agents that run.
          </NoAgentsYet>
        ) : isEmpty ? (
          <>
            <Paper p="md">
              {filters.active ? (
                <NoMatch title="No run matches" onClear={filters.clear}>
                  Take a filter away, or choose a longer range above.
                </NoMatch>
              ) : (
                <EmptyRange title="No runs in this range of time" onLonger={() => setRange('90d')}>
                  Agents ran at another time. Choose a longer range.
                </EmptyRange>
              )}
            </Paper>
            <TrendPanel filter={filter} from={from} to={to} />
          </>
        ) : (
          <>
            <FleetTiles analysis={analysis} />
            <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="sm">
              <Underperformers analysis={analysis} by={by} />
              <ComparePanel by={by} query={query} keys={items.flatMap(({ key }) => key ?? [])} />
              <TopErrors analysis={analysis} />
            </SimpleGrid>
            <ComparisonCharts analysis={analysis} by={by} />
            <TrendPanel filter={filter} from={from} to={to} />
            <SampleNote percentilesFrom={analysis.data?.percentilesFrom ?? null} />
            <DataTable
              label={words.label}
              columns={groupColumns(words.label)}
              list={{
                ...mapLoadable(analysis, (data) => data.items),
                total: analysis.data?.total,
                hasMore: false,
                loadingMore: false,
              }}
              rowKey={({ key }) => nameOf(key)}
              onOpen={({ key }) => open(nameOf(key))}
              openKey={opened}
              height={480}
              empty={<EmptyState title="No runs in this range of time">Choose a longer one above.</EmptyState>}
            />
          </>
        )}
      </Stack>
      <GroupDrawer
        by={by}
        group={opened === undefined ? undefined : items.find(({ key }) => nameOf(key) === opened)}
        percentilesFrom={analysis.data?.percentilesFrom ?? null}
        onClose={() => open(undefined)}
        onCompare={(key) => setSearch({ a: key, key: undefined })}
      />
    </>
  );
}
