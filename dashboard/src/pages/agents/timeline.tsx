import { SegmentedControl, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconBrain,
  IconEye,
  IconFileText,
  IconHandStop,
  IconPointFilled,
  IconSparkles,
  IconTool,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { useApiList } from '../../api/use-api';
import { type Column, DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { JsonView } from '../../components/json-view';
import { StateBadge } from '../../components/state-badge';
import { toneColour } from '../../components/tones';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import classes from './agent.module.css';
import { ClockTime } from './clock-time';
import { LookFurther } from './look-further';
import { isOfKind, lookOf, newestFirst, type TimelineEntry, timelineKinds } from './timeline-words';

const icons = {
  born: IconSparkles,
  seen: IconEye,
  state: IconArrowRight,
  work: IconFileText,
  model: IconBrain,
  tool: IconTool,
  decision: IconHandStop,
  error: IconAlertTriangle,
  other: IconPointFilled,
};

function What({ entry }: { entry: TimelineEntry }) {
  const { icon, tone, title, state } = lookOf(entry);
  const Icon = icons[icon];
  return (
    <span className={classes['what']}>
      <Icon size={15} aria-hidden style={{ color: toneColour(tone), flex: 'none' }} />
      {state === undefined ? <span className="truncate">{title}</span> : <StateBadge state={state} />}
    </span>
  );
}

function Note({ entry }: { entry: TimelineEntry }) {
  const { note, tone } = lookOf(entry);
  return (
    <Text component="span" inherit c={tone === 'bad' ? 'var(--bad)' : 'dimmed'} title={note}>
      {note ?? ''}
    </Text>
  );
}

const columns: readonly Column<TimelineEntry>[] = [
  {
    id: 'at',
    header: 'When',
    width: 146,
    cell: ({ occurredAt }) => <ClockTime at={occurredAt} />,
  },
  { id: 'what', header: 'What', width: 200, grow: 1, cell: (entry) => <What entry={entry} /> },
  { id: 'note', header: 'Details', width: 240, grow: 3, cell: (entry) => <Note entry={entry} /> },
  { id: 'by', header: 'Told by', width: 130, cell: ({ actor }) => actor.name },
];

/** Everything that was recorded of an agent, life and activity in one, the newest first; each with its event. */
export function AgentTimeline({ id }: { id: string }) {
  const kind = textOf(useSearchParams()['kind']);
  const setSearch = useSetSearch();
  const [event, openEvent] = useOpened('event');
  const list = useApiList('/api/agents/{id}/timeline', { path: { id }, query: { limit: 200 } });
  const shown = useMemo(() => list.data?.filter((entry) => isOfKind(entry, kind)).sort(newestFirst), [list.data, kind]);
  const opened = list.data?.find((entry) => entry.id === event);
  return (
    <>
      <SegmentedControl
        aria-label="Which events"
        size="xs"
        mb="xs"
        value={kind ?? 'all'}
        onChange={(next) => setSearch({ kind: next === 'all' ? undefined : next })}
        data={[{ value: 'all', label: 'All' }, ...timelineKinds.map(({ value, label }) => ({ value, label }))]}
      />
      <DataTable
        label="Timeline"
        columns={columns}
        list={{ ...list, data: shown, total: kind === undefined ? list.total : null }}
        rowKey={(entry) => entry.id}
        onOpen={(entry) => openEvent(entry.id)}
        openKey={event}
        height="max(320px, calc(100dvh - 380px))"
        empty={
          list.hasMore ? (
            <EmptyState title="Looking further back…">None among the newest events.</EmptyState>
          ) : (
            <EmptyState title={kind === undefined ? 'Nothing was recorded of it yet' : 'Nothing of this kind'}>
              Its states, model calls and tool calls stand here as soon as they are told.
            </EmptyState>
          )
        }
      />
      <LookFurther active={shown?.length === 0} list={list} />
      <DetailDrawer
        opened={opened !== undefined}
        onClose={() => openEvent(undefined)}
        title={opened ? `${opened.type} ${opened.position.replace(/^0+/, '')}` : ''}
      >
        {opened ? <JsonView value={opened} maxHeight={2_000} /> : null}
      </DetailDrawer>
    </>
  );
}
