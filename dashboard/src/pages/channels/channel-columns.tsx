import { Text, Tooltip } from '@mantine/core';
import type { Column } from '../../components/data-table';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { type Channel, channelKinds } from './channel-fields';

export const channelColumns: readonly Column<Channel>[] = [
  { id: 'health', header: 'Health', width: 110, cell: (channel) => <Health channel={channel} /> },
  {
    id: 'name',
    header: 'Channel',
    width: 160,
    grow: 1,
    cell: ({ name }) => (
      <Text span fw={500} fz="sm">
        {name}
      </Text>
    ),
  },
  { id: 'kind', header: 'Kind', width: 110, cell: ({ kind }) => channelKinds[kind].label },
  { id: 'where', header: 'Where to', width: 200, grow: 2, cell: (channel) => whereTo(channel) },
  { id: 'fallback', header: 'Fallback', width: 120, grow: 1, cell: ({ fallback }) => fallback ?? '–' },
  {
    id: 'messagesPerMinute',
    header: 'A minute',
    width: 90,
    align: 'right',
    cell: ({ messagesPerMinute }) => <span className="numbers">{messagesPerMinute ?? 'usual'}</span>,
  },
  { id: 'healthSince', header: 'Since', width: 104, cell: ({ healthSince }) => <RelativeTime at={healthSince} /> },
  {
    id: 'testedAt',
    header: 'Tested',
    width: 104,
    cell: ({ testedAt }) => <RelativeTime at={testedAt} unknown="never" />,
  },
];

/** A channel that is off sends nothing, however it was before. */
export function Health({ channel: { enabled, health, healthReason } }: { channel: Channel }) {
  if (!enabled) return <StateBadge state="disabled" />;
  const badge = <StateBadge state={health} {...(health === 'unknown' ? { word: 'Not used yet' } : {})} />;
  if (healthReason === null) return badge;
  return (
    <Tooltip label={healthReason} maw={420}>
      <span>{badge}</span>
    </Tooltip>
  );
}

/** What may be shown of where messages go; addresses that let everybody send are secrets. */
export function whereTo({ kind, config }: Channel): string {
  if (kind === 'email') return [config['to']].flat().join(', ');
  if (kind === 'alertmanager') return String(config['url']);
  if (kind === 'pagerduty') return String(config['url'] ?? `region ${String(config['region'])}`);
  return kind === 'webhook' ? `${String(config['format'])} body, address hidden` : 'address hidden';
}
