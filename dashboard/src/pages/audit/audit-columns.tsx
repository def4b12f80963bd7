import { Badge, Text } from '@mantine/core';
import type { ApiItem } from '../../api/api-types';
import type { Column } from '../../components/data-table';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';

export type AuditEntry = ApiItem<'/api/audit'>;

/** Who did what to what, and how it ended. */
export const auditColumns: readonly Column<AuditEntry>[] = [
  {
    id: 'timestamp',
    header: 'Time',
    width: 110,
    sortable: true,
    cell: ({ timestamp }) => <RelativeTime at={timestamp} />,
  },
  {
    id: 'actor',
    header: 'Actor',
    width: 130,
    grow: 1,
    cell: ({ actor, actorType }) => (
      <span title={`${actor} (${actorType})`}>
        {actor}
        <Text component="span" fz="xs" c="dimmed" ml={6}>
          {actorType === 'api_key' ? '' : actorType}
        </Text>
      </span>
    ),
  },
  { id: 'action', header: 'Action', width: 210, grow: 1, cell: ({ action }) => <span title={action}>{action}</span> },
  {
    id: 'resource',
    header: 'Resource',
    width: 220,
    grow: 2,
    selfEvident: true,
    cell: ({ resource }) => (
      <span className="mono" title={resource}>
        {resource}
      </span>
    ),
  },
  { id: 'outcome', header: 'Outcome', width: 110, cell: ({ outcome }) => <StateBadge state={outcome} /> },
  {
    id: 'ipAddress',
    header: 'Address',
    width: 120,
    cell: ({ ipAddress }) => <span className="numbers">{ipAddress ?? '–'}</span>,
  },
  {
    id: 'demo',
    header: '',
    width: 90,
    cell: ({ demo }) =>
      demo ? (
        <Badge variant="default" size="xs" tt="none" fw={500}>
          simulated
        </Badge>
      ) : null,
  },
];
