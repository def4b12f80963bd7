import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useSession } from '../../api/session';
import { useApi, useApiList } from '../../api/use-api';
import { DataTable } from '../../components/data-table';
import { FilterBar } from '../../components/filter-bar';
import { nameOptions, stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { useListRange } from '../../url/time-range';
import { alertColumns } from './alert-columns';
import { alertFilterSpec, alertQuery, isLabel, labelChoices, statusesOf, viewOf } from './alert-filters';
import { AlertsEmpty } from './alerts-empty';
import { useRuleUnits } from './alert-types';
import { SelectionBar } from './selection-bar';

const views = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];

/** What needs somebody, what somebody has taken, and what is over. */
export default function AlertsPage() {
  const filters = useFilters(alertFilterSpec);
  const { values, set } = filters;
  const range = useListRange();
  const view = viewOf(values.view);
  const list = useApiList('/api/alerts', { query: alertQuery(values, range) });
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const units = useRuleUnits();
  const navigate = useNavigate();
  const asOf = useAsOf();
  const { can } = useSession();
  const mayAct = can('operate') && asOf === undefined;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => list.data?.filter(({ id }) => selected.has(id)) ?? [], [list.data, selected]);
  const statuses = statusesOf(view);
  return (
    <>
      <PageHeader
        title="Alerts"
        description={
          view === 'open' ? 'Everything that is not over, whenever it began.' : 'Those that fired in the range of time.'
        }
        actions={
          <SegmentedControl
            aria-label="Which alerts"
            data={views}
            value={view}
            onChange={(next) => set({ view: next === 'open' ? undefined : next, status: [] })}
          />
        }
      />
      <Stack gap={0}>
        <FilterBar
          filters={filters}
          fields={[
            ...(statuses.length === 0
              ? []
              : [{ kind: 'many', key: 'status', label: 'Status', options: stateOptions(statuses) } as const]),
            {
              kind: 'many',
              key: 'severity',
              label: 'Severity',
              options: stateOptions(['critical', 'error', 'warning', 'info']),
            },
            {
              kind: 'one',
              key: 'rule',
              label: 'Rule',
              options: nameOptions(rules.data?.items.map(({ name }) => name).sort() ?? []),
              width: 220,
            },
            {
              kind: 'tags',
              key: 'label',
              label: 'Label, as team=core',
              suggestions: labelChoices(list.data ?? []),
              accepts: isLabel,
            },
          ]}
        />
        {mayAct && chosen.length > 0 ? <SelectionBar alerts={chosen} onClear={() => setSelected(new Set())} /> : null}
        <DataTable
          label="Alerts"
          columns={alertColumns({ units, mayAct, selected, onSelected: setSelected, view })}
          list={list}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/alerts/$id', params: { id } as never })}
          sort={{ by: 'since', order: values.order === 'asc' ? 'asc' : 'desc' }}
          onSort={({ order }) => set({ order: order === 'asc' ? 'asc' : undefined })}
          empty={<AlertsEmpty view={view} filtered={filters.active} onAll={filters.clear} />}
        />
        {asOf === undefined ? null : (
          <Text fz="xs" c="dimmed" mt={4}>
            What the values were then is not kept in this list; open an alert to see its chart.
          </Text>
        )}
      </Stack>
    </>
  );
}
