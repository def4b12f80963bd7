import { useApi, useApiList } from '../../api/use-api';
import { DataTable } from '../../components/data-table';
import { useOpened } from '../../components/detail-drawer';
import { EmptyRange } from '../../components/empty-range';
import { NoMatch } from '../../components/no-match';
import { FilterBar } from '../../components/filter-bar';
import { demoFilter, stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { useListRange, useSetTimeRange } from '../../url/time-range';
import { auditColumns } from './audit-columns';
import { auditFilterSpec, auditSearchOf, isAction, isResource, suggestedActions, suggestedKinds } from './audit-search';
import { EntryDrawer } from './entry-drawer';
import { ExportMenu } from './export-menu';
import { MismatchNote } from './mismatch-note';
import { useVerification, VerificationState } from './verification-state';

/** Who did what to what, and what was refused. */
export default function AuditPage() {
  const filters = useFilters(auditFilterSpec);
  const setSearch = useSetSearch();
  const setRange = useSetTimeRange();
  const asOf = useAsOf();
  const range = useListRange();
  const order = textOf(useSearchParams()['order']) === 'asc' ? 'asc' : 'desc';
  const search = auditSearchOf(filters.values, order, range);
  const list = useApiList('/api/audit', { query: { ...search, limit: 200 } });
  const actions = useApi('/api/audit/actions', {});
  const [entry, openEntry] = useOpened('entry');
  const verification = useVerification();
  return (
    <>
      <PageHeader
        title="Audit"
        description={
          asOf === undefined
            ? 'Who did what to what, and what was refused.'
            : 'What happened until then; entries that are no longer kept are not shown.'
        }
        beside={<VerificationState state={verification} />}
        actions={<ExportMenu search={search} total={list.total} />}
      />
      {verification?.firstMismatch ? <MismatchNote mismatch={verification.firstMismatch} /> : null}
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'text', label: 'Search all texts' },
          { kind: 'text', key: 'actor', label: 'Actor, whole name', width: 160 },
          {
            kind: 'suggest',
            key: 'action',
            label: 'Action, as agent.*',
            suggestions: suggestedActions(actions.data?.items ?? []),
            accepts: isAction,
            hint: 'As agent.spawned, or agent.*',
          },
          {
            kind: 'suggest',
            key: 'resource',
            label: 'Resource, as kind:id',
            suggestions: suggestedKinds((list.data ?? []).map(({ resource }) => resource)),
            accepts: isResource,
            hint: 'As config:max.agents, or config:*',
          },
          { kind: 'many', key: 'outcome', label: 'Outcome', options: stateOptions(['success', 'failure', 'denied']) },
          demoFilter,
        ]}
      />
      <DataTable
        label="Audit entries"
        columns={auditColumns}
        list={list}
        rowKey={({ id }) => id}
        onOpen={({ id }) => openEntry(id)}
        openKey={entry}
        sort={{ by: 'timestamp', order }}
        onSort={(next) => setSearch({ order: next.order === 'asc' ? 'asc' : undefined })}
        empty={
          filters.active ? (
            <NoMatch title="No entry matches" onClear={filters.clear}>
              In this range of time nothing that matches was done.
            </NoMatch>
          ) : (
            <EmptyRange title="Nothing was done in this range of time" onLonger={() => setRange('90d')}>
              Everything that people, programs and agents do has an entry, and every refusal.
            </EmptyRange>
          )
        }
      />
      <EntryDrawer
        id={entry}
        onClose={() => openEntry(undefined)}
        onFilter={(change) =>
          setSearch({
            text: undefined,
            actor: undefined,
            action: undefined,
            resource: undefined,
            entry: undefined,
            ...change,
          })
        }
      />
    </>
  );
}
