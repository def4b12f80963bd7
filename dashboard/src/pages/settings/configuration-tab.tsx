import type { ApiItem } from '../../api/api-types';
import { useApi, useApiList } from '../../api/use-api';
import { CodeLine } from '../../components/code-line';
import { type Column, DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { JsonView } from '../../components/json-view';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { UnknownThen } from '../../components/unknown-then';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { ConfigurationHistory } from './configuration-history';

type Entry = ApiItem<'/api/config'>;
const filterSpec = { text: 'one' } as const;

const columns: readonly Column<Entry>[] = [
  { id: 'key', header: 'Key', width: 220, grow: 1, cell: ({ key }) => <span className="mono">{key}</span> },
  {
    id: 'value',
    header: 'Value',
    width: 260,
    grow: 2,
    cell: ({ value }) => <span className="mono truncate">{JSON.stringify(value)}</span>,
  },
  { id: 'by', header: 'By', width: 130, cell: ({ updatedBy }) => updatedBy },
  { id: 'at', header: 'Changed', width: 110, cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
];

/** The fleet's configuration: what is set, by whom, and how it became so. */
export default function ConfigurationTab() {
  const filters = useFilters(filterSpec);
  const { text } = filters.values;
  const asOf = useAsOf();
  const list = useApiList('/api/config', { query: { limit: 100, ...(text === undefined ? {} : { text }) } });
  const [opened, open] = useOpened('key');
  return (
    <>
      <FilterBar filters={filters} fields={[{ kind: 'text', key: 'text', label: 'Search' }]} />
      <DataTable
        label="Configuration"
        columns={columns}
        list={list}
        rowKey={({ key }) => key}
        onOpen={({ key }) => open(key)}
        openKey={opened}
        empty={
          filters.active ? (
            <EmptyState title="No key matches" />
          ) : asOf !== undefined ? (
            <UnknownThen what="key" action="config.*" asOf={asOf} />
          ) : (
            <EmptyState
              title="Nothing is set"
              action={<CodeLine code={`curl -X PUT …/api/config/max.agents -d '{"value":20}'`} />}
            >
              Who changes the fleet’s configuration reports it here; every change is kept.
            </EmptyState>
          )
        }
      />
      <DetailDrawer opened={opened !== undefined} onClose={() => open(undefined)} title={opened}>
        {opened === undefined ? null : <Details of={opened} />}
      </DetailDrawer>
    </>
  );
}

function Details({ of: key }: { of: string }) {
  const entry = useApi('/api/config/{key}', { path: { key } });
  return (
    <>
      <Panel title="Value" height="auto" state={entry}>
        {({ value }) => <JsonView value={value} maxHeight={280} />}
      </Panel>
      <ConfigurationHistory of={key} />
    </>
  );
}
