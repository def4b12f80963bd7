import { Text } from '@mantine/core';
import type { ApiItem } from '../../api/api-types';
import type { Column } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { NumberText } from '../../components/number-text';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { reasonWords } from './notification-words';

export type Message = ApiItem<'/api/notifications'>;

export const messageColumns: readonly Column<Message>[] = [
  { id: 'status', header: 'Status', width: 116, cell: ({ status }) => <StateBadge state={status} /> },
  {
    id: 'channelName',
    header: 'Channel',
    width: 130,
    grow: 1,
    cell: ({ channelName, fallback }) => (
      <Text span fz="sm" fw={500}>
        {channelName}
        {fallback === null ? null : (
          <Text span fz="xs" c="dimmed" fw={400}>
            {' '}
            over {fallback}
          </Text>
        )}
      </Text>
    ),
  },
  { id: 'reason', header: 'Why', width: 170, grow: 1, cell: ({ reason }) => reasonWords(reason) },
  {
    id: 'alerts',
    header: 'Alerts',
    width: 76,
    align: 'right',
    cell: ({ alerts }) => <NumberText value={alerts.length} />,
  },
  {
    id: 'queuedAt',
    header: 'Queued',
    width: 110,
    sortable: true,
    cell: ({ queuedAt }) => <RelativeTime at={queuedAt} />,
  },
  {
    id: 'latencyMs',
    header: 'Took',
    width: 90,
    align: 'right',
    cell: ({ latencyMs }) => <Duration seconds={latencyMs === null ? null : latencyMs / 1000} />,
  },
  {
    id: 'attempts',
    header: 'Attempts',
    width: 90,
    align: 'right',
    cell: ({ attempts }) => <NumberText value={attempts} />,
  },
  { id: 'retryAt', header: 'Next attempt', width: 120, cell: ({ retryAt }) => <RelativeTime at={retryAt} /> },
  {
    id: 'error',
    header: 'Error',
    width: 200,
    grow: 3,
    cell: ({ error }) =>
      error === null ? (
        <span>–</span>
      ) : (
        <Text span fz="sm" c="var(--bad)" title={error}>
          {error}
        </Text>
      ),
  },
];
