import { Button, Text } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { mapLoadable } from '../../api/loadable';
import { useApi, useApiList } from '../../api/use-api';
import { useCommands } from '../../components/command-registry';
import { DataTable } from '../../components/data-table';
import { useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { nameOptions, stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { ImportDialog } from './list/import-dialog';
import { ruleColumns } from './list/rule-columns';
import { byUrgency, ruleStates, stateOfRule } from './rule-state';
import { useLiveStates } from './use-live-states';
import { useMayChange } from './use-rule-changes';

const filterSpec = {
  text: 'one',
  state: 'many',
  severity: 'many',
  kind: 'many',
  group: 'one',
  channel: 'one',
} as const;

/** All rules, those that need somebody first. */
export default function AlertRulesPage() {
  const filters = useFilters(filterSpec);
  const { text, state, severity, kind, group, channel } = filters.values;
  const list = useApiList('/api/alerts/rules', {
    query: {
      limit: 500,
      ...(text ? { text } : {}),
      ...(severity.length > 0 ? { severity: severity.join(',') } : {}),
      ...(kind.length > 0 ? { kind: kind.join(',') } : {}),
      ...(group ? { group } : {}),
      ...(channel ? { channel } : {}),
    },
  });
  const everything = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const channels = useApi('/api/channels', { query: { limit: 500 } });
  const live = useLiveStates().data;
  const asOf = useAsOf();
  const mayChange = useMayChange();
  const navigate = useNavigate();
  const [importing, openImport] = useOpened('import');
  const shown = useMemo(
    () =>
      mapLoadable(list, (rules) =>
        byUrgency(rules, live).filter((rule) => state.length === 0 || state.includes(stateOfRule(rule, live))),
      ),
    [list, live, state],
  );
  useCommands(
    mayChange
      ? [
          {
            id: 'rule.new',
            label: 'New alert rule',
            group: 'On this page',
            keys: 'n',
            run: () => void navigate({ to: '/alerts/rules/new' }),
          },
          { id: 'rule.import', label: 'Import alert rules', group: 'On this page', run: () => openImport('yes') },
        ]
      : [],
  );
  const groups = [...new Set(everything.data?.items.map((rule) => rule.group))].sort();
  return (
    <>
      <PageHeader
        title="Alert rules"
        description="What is watched, how urgent it is, and who is told."
        actions={
          <>
            <Button
              component="a"
              href={`/api/alerts/rules/export${group ? `?group=${encodeURIComponent(group)}` : ''}`}
              download="rules.yml"
              leftSection={<IconDownload size={14} />}
              title="A rule file of Prometheus, as the rules are now"
            >
              Export
            </Button>
            {mayChange ? (
              <>
                <Button leftSection={<IconUpload size={14} />} onClick={() => openImport('yes')}>
                  Import
                </Button>
                <Button component={Link} to="/alerts/rules/new" variant="filled" leftSection={<IconPlus size={14} />}>
                  New rule
                </Button>
              </>
            ) : null}
          </>
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'text', label: 'Name or condition' },
          { kind: 'many', key: 'state', label: 'State', options: stateOptions(ruleStates) },
          {
            kind: 'many',
            key: 'severity',
            label: 'Severity',
            options: stateOptions(['critical', 'error', 'warning', 'info']),
          },
          {
            kind: 'many',
            key: 'kind',
            label: 'Kind',
            options: nameOptions(['promql', 'threshold', 'rate', 'absence']),
          },
          { kind: 'one', key: 'group', label: 'Group', options: nameOptions(groups), width: 180 },
          {
            kind: 'one',
            key: 'channel',
            label: 'Channel',
            options: nameOptions(channels.data?.items.map(({ name }) => name) ?? []),
          },
        ]}
      />
      <DataTable
        label="Alert rules"
        columns={ruleColumns({ live, mayChange })}
        list={{
          ...shown,
          ...(state.length === 0 ? { total: list.total } : {}),
          hasMore: list.hasMore,
          loadingMore: list.loadingMore,
          loadMore: list.loadMore,
        }}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/alerts/rules/$id', params: { id } as never })}
        empty={
          filters.active ? (
            <EmptyState title="No rule matches" action={<Button onClick={filters.clear}>Clear the filters</Button>} />
          ) : (
            <EmptyState title="No alert rules yet">
              {mayChange
                ? 'Make one, or import a rule file of Prometheus.'
                : 'Somebody with the role operator can make them.'}
            </EmptyState>
          )
        }
      />
      {asOf === undefined ? null : (
        <Text fz="xs" c="dimmed" mt={4}>
          The rules as they were then. Which of them fired then is on the page of alerts.
        </Text>
      )}
      <ImportDialog opened={mayChange && importing !== undefined} onClose={() => openImport(undefined)} />
    </>
  );
}
