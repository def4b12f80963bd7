import { Anchor, Select, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { useApi } from '../../api/use-api';
import { TraceView } from '../../charts/trace/trace-view';
import { useTrace } from '../../charts/trace/use-trace';
import { EmptyState } from '../../components/empty-state';
import { PanelContent } from '../../components/panel';
import { absoluteWords } from '../../components/time-words';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';

type Trace = ApiItem<'/api/traces'>;

/** The waterfall of what an agent did: of its newest run, or of another one that is chosen. */
export function AgentTrace({ id }: { id: string }) {
  const traces = useApi('/api/traces', { query: { agentId: id, limit: 50 } });
  return (
    <PanelContent
      state={traces}
      height={320}
      isEmpty={({ items }) => items.length === 0}
      empty={<EmptyState title="No run of it is known yet">Its trace begins with its first state or call.</EmptyState>}
    >
      {({ items }) => <Runs traces={items} />}
    </PanelContent>
  );
}

function Runs({ traces }: { traces: readonly Trace[] }) {
  const setSearch = useSetSearch();
  const asked = textOf(useSearchParams()['run']);
  const { traceId } = traces.find((trace) => trace.traceId === asked) ?? traces[0]!;
  return (
    <Stack gap="xs">
      {traces.length > 1 ? (
        <Select
          aria-label="Which run"
          w={280}
          allowDeselect={false}
          data={traces.map((trace) => ({ value: trace.traceId, label: absoluteWords(Date.parse(trace.startedAt)) }))}
          value={traceId}
          onChange={(next) => setSearch({ run: next ?? undefined, span: undefined, zoom: undefined })}
        />
      ) : null}
      <OneTrace key={traceId} traceId={traceId} />
    </Stack>
  );
}

function OneTrace({ traceId }: { traceId: string }) {
  const trace = useTrace(traceId);
  return (
    <Stack gap={4}>
      <TraceView state={trace} height="max(320px, calc(100dvh - 430px))" />
      <Anchor component={Link} to="/traces/$id" params={{ id: traceId } as never} fz="xs">
        The trace on a page of its own
      </Anchor>
    </Stack>
  );
}
