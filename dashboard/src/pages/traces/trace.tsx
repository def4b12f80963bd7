import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { SeriesName } from '../../charts/series-name';
import { TraceView } from '../../charts/trace/trace-view';
import { type TraceHead, useTrace } from '../../charts/trace/use-trace';
import { CopyableId } from '../../components/copy-button';
import { Duration } from '../../components/duration';
import { NumberText } from '../../components/number-text';
import { PageHeader } from '../../components/page-header';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { isUnknown, UnknownThing } from '../../components/unknown-thing';

/** One trace: who had a part in it, and all its spans. */
export default function TracePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const trace = useTrace(id);
  const head = trace.data?.head;
  return (
    <>
      <PageHeader
        title={head ? titleOf(head) : 'Trace'}
        beside={head ? <StateBadge state={head.status} /> : undefined}
        description={
          <Group gap="xs" wrap="wrap">
            <CopyableId id={id} length={32} />
            {head ? <Facts head={head} /> : null}
          </Group>
        }
      />
      <Stack gap="sm">
        {head && head.agents.length > 0 ? <Runs head={head} /> : null}
        {isUnknown(trace.error) && head === undefined ? (
          <UnknownThing what="trace" to="/traces" all="All traces" />
        ) : (
          <TraceView state={trace} height="max(360px, calc(100dvh - 300px))" />
        )}
      </Stack>
    </>
  );
}

const titleOf = ({ agents, name }: TraceHead) => agents[0]?.agentType ?? name;

function Facts({ head }: { head: TraceHead }) {
  return (
    <Group gap="md" wrap="wrap">
      <span>
        began <RelativeTime at={head.startedAt} />
      </span>
      <span>
        took <Duration seconds={head.durationMs / 1000} />
        {head.endedAt === null ? ' so far' : ''}
      </span>
      <span>
        <NumberText value={head.spanCount} /> spans
      </span>
      {head.errorCount > 0 ? (
        <Text component="span" inherit c="var(--bad)">
          <NumberText value={head.errorCount} /> failed
        </Text>
      ) : null}
    </Group>
  );
}

/** More agents than that have the waterfall to be found in. */
const MOST_RUNS = 12;

/** The agents whose runs the trace consists of. */
function Runs({ head }: { head: TraceHead }) {
  return (
    <Group gap="xs" wrap="wrap" aria-label="Agents of this trace" role="group" fz="sm">
      {head.agents.slice(0, MOST_RUNS).map(({ agentId, agentType, status }) =>
        agentId === null ? null : (
          <Group key={agentId} gap={6} wrap="nowrap">
            <Anchor component={Link} to="/agents/$id" params={{ id: agentId } as never} fz="sm">
              <SeriesName
                name={agentType ?? 'unknown'}
              >{`${agentType ?? 'unknown'} ${agentId.slice(0, 8)}`}</SeriesName>
            </Anchor>
            <StateBadge state={status} />
          </Group>
        ),
      )}
      {head.agents.length > MOST_RUNS ? <Text c="dimmed">and {head.agents.length - MOST_RUNS} more</Text> : null}
    </Group>
  );
}
