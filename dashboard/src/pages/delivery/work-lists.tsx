import { Anchor, SegmentedControl, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useApiList } from '../../api/use-api';
import { type Column, DataTable } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';

type Deployment = ApiItem<'/api/deployments'>;
type PullRequest = ApiItem<'/api/pull-requests'>;
type Incident = ApiItem<'/api/incidents'>;

const lists = [
  { value: 'deployments', label: 'Deployments' },
  { value: 'pull-requests', label: 'Pull requests' },
  { value: 'incidents', label: 'Incidents' },
];

interface WorkListsProps {
  readonly query: Record<string, string>;
}

/** What the numbers were made from, the newest first. */
export function WorkLists({ query }: WorkListsProps) {
  const setSearch = useSetSearch();
  const asked = textOf(useSearchParams()['list']);
  const list = lists.some(({ value }) => value === asked) ? asked : 'deployments';
  return (
    <Stack gap="xs" component="section" aria-label="Lists">
      <SegmentedControl
        aria-label="List"
        style={{ alignSelf: 'flex-start' }}
        data={lists}
        value={list}
        onChange={(next) => setSearch({ list: next === 'deployments' ? undefined : next })}
      />
      {list === 'incidents' ? (
        <Incidents query={query} />
      ) : list === 'pull-requests' ? (
        <PullRequests query={query} />
      ) : (
        <Deployments query={query} />
      )}
    </Stack>
  );
}

const empty = (what: string) => (
  <EmptyState title={`No ${what} in this range of time`}>Choose a longer one, or fewer filters.</EmptyState>
);

function Deployments({ query }: WorkListsProps) {
  const list = useApiList('/api/deployments', { query: { ...query, sort: 'triggeredAt', limit: 100 } as never });
  return (
    <DataTable
      label="Deployments"
      columns={deploymentColumns}
      list={list}
      rowKey={({ id }) => id}
      height={420}
      empty={empty('deployment')}
    />
  );
}

function PullRequests({ query: { environment: _environment, ...query } }: WorkListsProps) {
  const list = useApiList('/api/pull-requests', { query: { ...query, limit: 100 } as never });
  return (
    <DataTable
      label="Pull requests"
      columns={pullRequestColumns}
      list={list}
      rowKey={({ id }) => id}
      height={420}
      empty={empty('pull request')}
    />
  );
}

function Incidents({ query: { repository: _repository, ...query } }: WorkListsProps) {
  const list = useApiList('/api/incidents', { query: { ...query, limit: 100 } as never });
  return (
    <DataTable
      label="Incidents"
      columns={incidentColumns}
      list={list}
      rowKey={({ id }) => id}
      height={420}
      empty={empty('incident')}
    />
  );
}

/** A link out where the reporter gave one. */
function Outside({ url, children }: { url: string | null; children: ReactNode }) {
  if (url === null || !/^https?:\/\//.test(url)) return <span>{children}</span>;
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" fz="sm">
      {children}
    </Anchor>
  );
}

const byAgent = (agentId: string | null) =>
  agentId === null ? (
    '–'
  ) : (
    <Anchor component={Link} to="/agents/$id" params={{ id: agentId } as never} fz="sm" title={agentId}>
      {agentId.slice(0, 8)}
    </Anchor>
  );

const deploymentColumns: readonly Column<Deployment>[] = [
  {
    id: 'service',
    header: 'Service',
    width: 140,
    grow: 1,
    cell: ({ service, url }) => <Outside url={url}>{service ?? '–'}</Outside>,
  },
  {
    id: 'version',
    header: 'Version',
    width: 140,
    cell: ({ version }) => <span title={version ?? undefined}>{version ?? '–'}</span>,
  },
  { id: 'environment', header: 'Environment', width: 120, cell: ({ environment }) => environment ?? '–' },
  { id: 'status', header: 'Status', width: 130, cell: ({ status }) => <StateBadge state={status} /> },
  { id: 'repository', header: 'Repository', width: 170, grow: 1, cell: ({ repository }) => repository ?? '–' },
  { id: 'initiatedBy', header: 'By', width: 110, cell: ({ initiatedBy }) => initiatedBy ?? '–' },
  {
    id: 'duration',
    header: 'Took',
    width: 120,
    align: 'right',
    cell: ({ durationSeconds }) => <Duration seconds={durationSeconds} />,
  },
  { id: 'triggeredAt', header: 'Triggered', width: 120, cell: ({ triggeredAt }) => <RelativeTime at={triggeredAt} /> },
];

const pullRequestColumns: readonly Column<PullRequest>[] = [
  {
    id: 'title',
    header: 'Title',
    width: 240,
    grow: 2,
    cell: ({ title, number, url }) => <Outside url={url}>{title ?? `#${number}`}</Outside>,
  },
  { id: 'repository', header: 'Repository', width: 170, grow: 1, cell: ({ repository }) => repository ?? '–' },
  { id: 'status', header: 'Status', width: 120, cell: ({ status }) => <StateBadge state={status} /> },
  { id: 'reviewRounds', header: 'Reviews', width: 80, align: 'right', cell: ({ reviewRounds }) => reviewRounds },
  {
    id: 'cycle',
    header: 'To merge',
    width: 120,
    align: 'right',
    cell: ({ cycleSeconds }) => <Duration seconds={cycleSeconds} />,
  },
  { id: 'agent', header: 'Agent', width: 100, cell: ({ agentId }) => byAgent(agentId) },
  { id: 'updatedAt', header: 'Updated', width: 110, cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
];

const incidentColumns: readonly Column<Incident>[] = [
  { id: 'title', header: 'Title', width: 220, grow: 2, cell: ({ title }) => title ?? '–' },
  { id: 'severity', header: 'Severity', width: 110, cell: ({ severity }) => <StateBadge state={severity} /> },
  { id: 'status', header: 'Status', width: 130, cell: ({ status }) => <StateBadge state={status} /> },
  { id: 'service', header: 'Service', width: 130, cell: ({ service }) => service ?? '–' },
  {
    id: 'recovery',
    header: 'To resolve',
    width: 120,
    align: 'right',
    cell: ({ secondsToResolve }) => <Duration seconds={secondsToResolve} />,
  },
  { id: 'detectedAt', header: 'Detected', width: 120, cell: ({ detectedAt }) => <RelativeTime at={detectedAt} /> },
];
