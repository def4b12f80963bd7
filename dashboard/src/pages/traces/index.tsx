import { useNavigate } from '@tanstack/react-router';
import { useApiList } from '../../api/use-api';
import { useLabelValues } from '../../api/use-label-values';
import { CodeLine } from '../../components/code-line';
import { DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { NoMatch } from '../../components/no-match';
import { FilterBar } from '../../components/filter-bar';
import { demoFilter, nameOptions, stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { useListRange } from '../../url/time-range';
import { traceColumns } from './trace-columns';
import { durationOptions, traceFilterSpec, traceQueryOf, traceStatuses } from './trace-filters';

/** Runs of agents, and what else sent spans, in the range of time. */
export default function TracesPage() {
  const filters = useFilters(traceFilterSpec);
  const navigate = useNavigate();
  const asOf = useAsOf();
  const range = useListRange();
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const list = useApiList('/api/traces', { query: { ...traceQueryOf(filters.values, range), limit: 200 } });
  const kept =
    asOf === undefined ? '' : ' Traces are shown as they are known today, also where the page shows the past.';
  return (
    <>
      <PageHeader title="Traces" description={`What began in the range of time, the newest first.${kept}`} />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'agent', label: 'Id of the agent' },
          { kind: 'many', key: 'type', label: 'Type', options: nameOptions(types) },
          { kind: 'many', key: 'status', label: 'Status', options: stateOptions(traceStatuses), width: 130 },
          { kind: 'one', key: 'least', label: 'Took at least', options: durationOptions('at least'), width: 140 },
          { kind: 'one', key: 'most', label: 'Took at most', options: durationOptions('at most'), width: 140 },
          { kind: 'text', key: 'epic', label: 'Epic', width: 130 },
          { kind: 'text', key: 'story', label: 'Story', width: 130 },
          demoFilter,
        ]}
      />
      <DataTable
        label="Traces"
        columns={traceColumns}
        list={list}
        height="max(320px, calc(100dvh - 278px))"
        rowKey={({ traceId, rootSpanId }) => `${traceId} ${rootSpanId}`}
        onOpen={({ traceId }) => void navigate({ to: '/traces/$id', params: { id: traceId } as never })}
        empty={
          filters.active ? (
            <NoMatch title="No trace matches" onClear={filters.clear}>
              Take a filter away, or choose a longer range of time above.
            </NoMatch>
          ) : (
            <EmptyState
              title="No trace began in this range of time"
              action={<CodeLine code="OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318" />}
            >
              Every run of an agent is a trace by itself. Spans of your programs join in when they are sent here over
              OTLP:
            </EmptyState>
          )
        }
      />
    </>
  );
}
