import { Alert, Badge, Group, Paper, Stack, Tabs, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useApi } from '../../api/use-api';
import { SeriesName } from '../../charts/series-name';
import { useNow } from '../../components/clock';
import { CopyableId } from '../../components/copy-button';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import { durationWords } from '../../components/time-words';
import { isUnknown, UnknownThing } from '../../components/unknown-thing';
import { useAsOf } from '../../url/as-of';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { type AgentDetail, AgentFacts } from './agent-facts';
import { AgentFamily } from './agent-family';
import classes from './agent.module.css';
import { AgentTiles } from './agent-tiles';
import { ModelCalls } from './model-calls';
import { AgentTimeline } from './timeline';
import { ToolCalls } from './tool-calls';

const AgentTrace = lazy(async () => ({ default: (await import('./agent-trace')).AgentTrace }));

const views: readonly { value: string; label: string; show: (id: string) => ReactNode }[] = [
  { value: 'timeline', label: 'Timeline', show: (id) => <AgentTimeline id={id} /> },
  { value: 'trace', label: 'Trace', show: (id) => <AgentTrace id={id} /> },
  { value: 'tools', label: 'Tool calls', show: (id) => <ToolCalls id={id} /> },
  { value: 'models', label: 'Model calls', show: (id) => <ModelCalls id={id} /> },
];

/** One agent: what it is doing, on what, what that cost, and everything it did. */
export default function AgentPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const asOf = useAsOf();
  const agent = useApi('/api/agents/{id}', { path: { id } });
  const { data } = agent;
  if (data === undefined && isUnknown(agent.error)) {
    return (
      <>
        <PageHeader title="Agent" description={<CopyableId id={id} length={40} />} />
        <UnknownThing what="agent" to="/agents" all="All agents" />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={data?.task ?? data?.type ?? 'Agent'}
        beside={data ? <Headline agent={data} /> : undefined}
        description={
          <Group gap="md" wrap="wrap">
            {data ? <SeriesName name={data.type} /> : null}
            <CopyableId id={id} length={40} />
            {data?.demo ? (
              <Badge size="sm" variant="default" radius="sm" tt="none">
                simulated
              </Badge>
            ) : null}
          </Group>
        }
      />
      {data ? (
        <Stack gap="sm">
          <Ended agent={data} />
          {data.usage === null ? null : <AgentTiles id={id} usage={{ ...agent, data: data.usage }} />}
          <div className={classes['layout']}>
            {asOf === undefined ? (
              <Views id={id} />
            ) : (
              <Alert color="blue" variant="light" title="As it was known then">
                Timelines, calls and costs are kept by when they happened. Go back to the present to see them.
              </Alert>
            )}
            <div className={classes['facts']}>
              <AgentFacts state={agent} />
              <AgentFamily agent={agent} />
            </div>
          </div>
        </Stack>
      ) : (
        <PanelContent state={agent} height={320}>
          {() => null}
        </PanelContent>
      )}
    </>
  );
}

/** The state and for how long; of one that has ended, how long ago that was. */
function Headline({ agent: { state, updatedAt } }: { agent: AgentDetail }) {
  const now = useNow();
  const asOf = useAsOf();
  const since = ((asOf === undefined ? now : Date.parse(asOf)) - Date.parse(updatedAt)) / 1000;
  return (
    <Group gap={6} wrap="nowrap" fz="sm">
      <StateBadge state={state} />
      <Text component="span" inherit c="dimmed" className="numbers">
        for {durationWords(Math.max(0, Math.floor(since)))}
      </Text>
    </Group>
  );
}

/** What was said when it ended, or why it stands still. */
function Ended({ agent: { error, reason, state } }: { agent: AgentDetail }) {
  if (error !== null) {
    return (
      <Paper component="section" className={classes['fault']} aria-label="Error">
        <Text fz="xs" fw={600} c="var(--bad)">
          {state === 'failed' ? 'Why it failed' : 'Its last error'}
        </Text>
        <Text fz="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {error}
        </Text>
      </Paper>
    );
  }
  return reason === null ? null : (
    <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {reason}
    </Text>
  );
}

function Views({ id }: { id: string }) {
  const asked = textOf(useSearchParams()['tab']);
  const setSearch = useSetSearch();
  const view = views.find(({ value }) => value === asked) ?? views[0]!;
  return (
    <Tabs
      value={view.value}
      onChange={(next) => setSearch({ tab: next === 'timeline' || next === null ? undefined : next })}
      keepMounted={false}
      style={{ minWidth: 0 }}
    >
      <Tabs.List mb="xs" aria-label="What it did">
        {views.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {views.map(({ value, show }) => (
        <Tabs.Panel key={value} value={value}>
          <Suspense fallback={null}>{show(id)}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
