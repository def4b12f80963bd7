import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { SeriesName } from '../../charts/series-name';
import type { Column } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { NumberText } from '../../components/number-text';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';

export type TraceItem = ApiItem<'/api/traces'>;

/** What everybody sees of a trace: its agent's type, else the name of its root. */
const Name = ({ agentType, name }: TraceItem) => (agentType === null ? name : <SeriesName name={agentType} />);

const Failed = ({ count }: { count: number }) =>
  count === 0 ? (
    <Text component="span" inherit c="dimmed">
      0
    </Text>
  ) : (
    <Text component="span" inherit c="var(--bad)" fw={600}>
      <NumberText value={count} />
    </Text>
  );

export const traceColumns: readonly Column<TraceItem>[] = [
  { id: 'status', header: 'Status', width: 120, cell: ({ status }) => <StateBadge state={status} /> },
  {
    id: 'name',
    header: 'Run of',
    width: 190,
    grow: 1,
    cell: (trace) => (
      <Link to="/traces/$id" params={{ id: trace.traceId } as never} title={trace.traceId} style={{ color: 'inherit' }}>
        <Name {...trace} />
      </Link>
    ),
  },
  {
    id: 'agent',
    header: 'Agent',
    width: 120,
    cell: ({ agentId }) =>
      agentId === null ? (
        <Text component="span" inherit c="dimmed">
          none
        </Text>
      ) : (
        <Link to="/agents/$id" params={{ id: agentId } as never} className="mono" style={{ color: 'inherit' }}>
          {agentId.slice(0, 12)}
        </Link>
      ),
  },
  {
    id: 'work',
    header: 'Epic / story',
    width: 170,
    grow: 1,
    cell: ({ epicId, storyId }) => [epicId, storyId].filter((id) => id !== null).join(' / ') || '–',
  },
  {
    id: 'message',
    header: 'Said of it',
    width: 180,
    grow: 2,
    cell: ({ statusMessage }) => <span title={statusMessage ?? undefined}>{statusMessage ?? '–'}</span>,
  },
  {
    id: 'spans',
    header: 'Spans',
    width: 80,
    align: 'right',
    cell: ({ spanCount }) => <NumberText value={spanCount} />,
  },
  { id: 'errors', header: 'Failed', width: 80, align: 'right', cell: ({ errors }) => <Failed count={errors} /> },
  {
    id: 'duration',
    header: 'Took',
    width: 110,
    align: 'right',
    cell: ({ durationMs }) => <Duration seconds={durationMs / 1000} />,
  },
  {
    id: 'startedAt',
    header: 'Began',
    width: 110,
    align: 'right',
    cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
  },
];
