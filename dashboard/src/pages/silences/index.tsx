import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useSession } from '../../api/session';
import { useApi, useApiList } from '../../api/use-api';
import { useCommands } from '../../components/command-registry';
import { DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { nameOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { parseMatcher } from '../../components/silence-matchers';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { listOf, useSearchParams, useSetSearch } from '../../url/search';
import { NewSilence } from './new-silence';
import { silenceColumns } from './silence-columns';
import { SilenceDetail } from './silence-detail';

const filterSpec = { state: 'one', ruleName: 'one', text: 'one' } as const;
const states = [
  { value: 'current', label: 'Current' },
  { value: 'active', label: 'Active' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'ended', label: 'Ended' },
];

/** What is held back, what will be, and what was. */
export default function SilencesPage() {
  const filters = useFilters(filterSpec);
  const { values, set } = filters;
  const state = states.some(({ value }) => value === values.state) ? values.state! : 'current';
  const list = useApiList('/api/silences', {
    query: {
      state: state === 'current' ? 'active,scheduled' : state,
      ...(values.ruleName === undefined ? {} : { ruleName: values.ruleName }),
      ...(values.text === undefined ? {} : { text: values.text }),
      limit: 100,
    },
  });
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const [opened, open] = useOpened('silence');
  const [creating] = useOpened('new');
  const given = useSearchParams()['match'];
  const matchers = useMemo(() => listOf(given).flatMap((text) => parseMatcher(text) ?? []), [given]);
  const setSearch = useSetSearch();
  const asOf = useAsOf();
  const { can } = useSession();
  const mayAct = can('operate') && asOf === undefined;
  const begin = () => setSearch({ new: 'yes', match: undefined, silence: undefined });
  useCommands(
    mayAct ? [{ id: 'silence.new', label: 'New silence', group: 'On this page', keys: 'n', run: begin }] : [],
  );
  return (
    <>
      <PageHeader
        title="Silences"
        description="They hold back messages. Alerts are evaluated and shown as always."
        actions={
          <>
            <SegmentedControl
              aria-label="Which silences"
              data={states}
              value={state}
              onChange={(next) => set({ state: next === 'current' ? undefined : next })}
            />
            {mayAct ? (
              <Button variant="filled" leftSection={<IconPlus size={14} aria-hidden />} onClick={begin}>
                New silence
              </Button>
            ) : null}
          </>
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'text', label: 'Search in reasons' },
          {
            kind: 'one',
            key: 'ruleName',
            label: 'Rule',
            options: nameOptions(rules.data?.items.map(({ name }) => name).sort() ?? []),
            width: 220,
          },
        ]}
      />
      <DataTable
        label="Silences"
        columns={silenceColumns}
        list={list}
        rowKey={({ id }) => id}
        onOpen={({ id }) => open(id)}
        openKey={opened}
        empty={
          filters.active ? (
            <EmptyState title="No silence matches">Take away a filter, or look at another state.</EmptyState>
          ) : (
            <EmptyState
              title="Nothing is held back"
              action={
                mayAct ? (
                  <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={begin}>
                    New silence
                  </Button>
                ) : null
              }
            >
              Silence what you know of before you work on it, so that nobody is woken by it.
            </EmptyState>
          )
        }
      />
      <DetailDrawer opened={opened !== undefined} onClose={() => open(undefined)} title="Silence">
        {opened === undefined ? null : <SilenceDetail id={opened} mayAct={mayAct} />}
      </DetailDrawer>
      <DetailDrawer
        opened={creating !== undefined && mayAct}
        onClose={() => setSearch({ new: undefined, match: undefined })}
        title="New silence"
      >
        <NewSilence
          matchers={matchers}
          onDone={(id) => setSearch({ new: undefined, match: undefined, silence: id })}
          onClose={() => setSearch({ new: undefined, match: undefined })}
        />
      </DetailDrawer>
    </>
  );
}
