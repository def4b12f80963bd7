import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { combine, type Loadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { SeriesName } from '../../charts/series-name';
import { Panel } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import type { AgentDetail } from './agent-facts';
import classes from './agent.module.css';

const MOST_CHILDREN = 20;

/** Who spawned it, and whom it spawned. */
export function AgentFamily({ agent }: { agent: Loadable<AgentDetail> }) {
  const { id, parentAgentId } = agent.data ?? {};
  const children = useApi(
    '/api/agents',
    { query: { parentAgentId: id ?? '', sort: 'createdAt', order: 'asc', limit: MOST_CHILDREN } },
    { enabled: id !== undefined },
  );
  return (
    <Panel title="Parent and children" height="auto" state={combine(agent, children)}>
      {([, { items, total }]) =>
        parentAgentId == null && items.length === 0 ? (
          <Text fz="sm" c="dimmed">
            Nobody spawned it, as far as is known, and it spawned nobody.
          </Text>
        ) : (
          <ul className={classes['family']}>
            {parentAgentId == null ? null : <Parent id={parentAgentId} />}
            {items.map((child) => (
              <Member key={child.id} word="child" agent={child} />
            ))}
            {total > items.length ? (
              <Text component="li" fz="xs" c="dimmed">
                and {total - items.length} more
              </Text>
            ) : null}
          </ul>
        )
      }
    </Panel>
  );
}

function Parent({ id }: { id: string }) {
  const { data } = useApi('/api/agents/{id}', { path: { id } });
  if (data) return <Member word="parent" agent={data} />;
  return (
    <li className={classes['member']}>
      <Anchor component={Link} to="/agents/$id" params={{ id } as never} fz="sm" className="truncate">
        {id}
      </Anchor>
    </li>
  );
}

type Relative = Pick<ApiItem<'/api/agents'>, 'id' | 'type' | 'state' | 'task'>;

function Member({ word, agent }: { word: string; agent: Relative }) {
  const { id, type, state, task } = agent;
  return (
    <li className={classes['member']}>
      <Anchor
        component={Link}
        to="/agents/$id"
        params={{ id } as never}
        fz="sm"
        className="truncate"
        title={`${word}: ${task ?? id}`}
      >
        <SeriesName name={type}>
          {word === 'parent' ? '↑ ' : ''}
          {type}
        </SeriesName>
      </Anchor>
      <StateBadge state={state} />
    </li>
  );
}
