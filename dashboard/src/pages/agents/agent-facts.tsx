import { Anchor, Button, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import type { Loadable } from '../../api/loadable';
import { useSession } from '../../api/session';
import { useApi } from '../../api/use-api';
import { SeriesName } from '../../charts/series-name';
import { CopyableId } from '../../components/copy-button';
import { Duration } from '../../components/duration';
import { KeyValueList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { useAsOf } from '../../url/as-of';
import { AttributionDialog } from './attribution-dialog';

export type AgentDetail = ApiAnswer<'get', '/api/agents/{id}'>;

/** What an agent works on, what it is, and what was unusual about it. */
export function AgentFacts({ state }: { state: Loadable<AgentDetail> }) {
  const { can } = useSession();
  const asOf = useAsOf();
  const [editing, setEditing] = useState(false);
  const mayEdit = can('report') && asOf === undefined && state.data !== undefined;
  return (
    <>
      <Panel
        title="What it works on"
        height="auto"
        state={state}
        actions={
          mayEdit ? (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPencil size={13} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              Correct
            </Button>
          ) : null
        }
      >
        {(agent) => <Work agent={agent} />}
      </Panel>
      <Panel title="Run" height="auto" state={state}>
        {(agent) => <Run agent={agent} />}
      </Panel>
      {state.data && mayEdit ? (
        <AttributionDialog agent={state.data} opened={editing} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

function Work({ agent }: { agent: AgentDetail }) {
  const { epicId, storyId, prNumber, team, task } = agent;
  const others = (search: Record<string, string>, text: string) => (
    <Anchor component={Link} to="/agents" search={search as never} fz="sm" title="Agents of the same">
      {text}
    </Anchor>
  );
  return (
    <KeyValueList
      items={[
        { name: 'Task', value: task === null ? null : <span style={{ overflowWrap: 'anywhere' }}>{task}</span> },
        { name: 'Epic', value: epicId === null ? null : others({ epic: epicId }, epicId) },
        { name: 'Story', value: storyId === null ? null : <Story id={storyId} /> },
        { name: 'Pull request', value: <PullRequests agentId={agent.id} prNumber={prNumber} /> },
        { name: 'Team', value: team === null ? null : others({ team }, team) },
      ]}
    />
  );
}

/** A story with its title, where it is known; the way to all agents of it. */
function Story({ id }: { id: string }) {
  const { data } = useApi('/api/stories/{id}', { path: { id } });
  return (
    <>
      <Anchor component={Link} to="/agents" search={{ story: id } as never} fz="sm" title="Agents of the same story">
        {id}
      </Anchor>
      {data?.title ? (
        <Text fz="xs" c="dimmed">
          {data.title}
        </Text>
      ) : null}
    </>
  );
}

/** Those that the agent opened, and the one that it was told to work on. */
function PullRequests({ agentId, prNumber }: { agentId: string; prNumber: number | null }) {
  const { data } = useApi('/api/pull-requests', { query: { agentId, limit: 10 } });
  const opened = data?.items ?? [];
  const told = prNumber !== null && !opened.some(({ number }) => number === prNumber) ? `#${prNumber}` : undefined;
  if (told === undefined && opened.length === 0) return '–';
  return (
    <>
      {told === undefined ? null : <div>{told}</div>}
      {opened.map(({ id, url, title }) => (
        <div key={id} className="truncate" title={title ?? id}>
          {url === null ? (
            id
          ) : (
            <Anchor href={url} target="_blank" rel="noreferrer noopener" fz="sm">
              {id}
            </Anchor>
          )}
        </div>
      ))}
    </>
  );
}

function Run({ agent }: { agent: AgentDetail }) {
  const { model, sessionId, createdAt, startedAt, endedAt, executionSeconds, flags } = agent;
  return (
    <KeyValueList
      items={[
        { name: 'Model', value: model === null ? null : <SeriesName name={model} /> },
        { name: 'Created', value: <RelativeTime at={createdAt} /> },
        { name: 'First ran', value: <RelativeTime at={startedAt} /> },
        { name: 'Ended', value: <RelativeTime at={endedAt} unknown="not yet" /> },
        { name: 'Ran', value: <Duration seconds={executionSeconds} unknown="not over yet" /> },
        { name: 'Session', value: sessionId === null ? null : <CopyableId id={sessionId} length={18} /> },
        ...(flags.length === 0
          ? []
          : [{ name: 'Unusual', value: flags.map((flag) => flag.replaceAll('_', ' ')).join(', ') }]),
      ]}
    />
  );
}
