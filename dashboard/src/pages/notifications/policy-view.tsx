import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/use-api';
import { useSession } from '../../api/session';
import { type KeyValue, KeyValueList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { matcherText } from '../../components/silence-matchers';
import { useAsOf } from '../../url/as-of';
import { PolicyEditor } from './policy-editor';
import type { Policy } from './policy-form';

/** When messages go out, how they are put together, and what holds others back. */
export function PolicyView() {
  const policy = useApi('/api/notification-policy', {});
  const { can } = useSession();
  const mayChange = useAsOf() === undefined && can('operate');
  const [editing, setEditing] = useState(false);
  return (
    <Stack maw={760}>
      <Panel
        title="Policy"
        height="auto"
        state={policy}
        actions={mayChange && !editing ? <Button onClick={() => setEditing(true)}>Edit</Button> : null}
      >
        {(now) =>
          editing && mayChange ? (
            <PolicyEditor policy={now} onDone={() => setEditing(false)} />
          ) : (
            <KeyValueList items={factsOf(now)} />
          )
        }
      </Panel>
    </Stack>
  );
}

function factsOf(policy: Policy): KeyValue[] {
  const { groupBy, groupWait, groupInterval, repeatInterval, immediate, inhibitions, changedAt, changedBy } = policy;
  return [
    {
      name: 'Told together',
      value:
        groupBy === 'rule'
          ? 'alerts of a rule'
          : groupBy.length === 0
            ? 'all alerts'
            : `alerts that are equal in ${groupBy.join(', ')}`,
    },
    { name: 'First message waits', value: groupWait },
    { name: 'Further ones are apart', value: groupInterval },
    { name: 'Told again after', value: repeatInterval },
    { name: 'Wait for nothing', value: immediate.length === 0 ? 'none' : immediate.join(', ') },
    {
      name: 'Held back',
      value:
        inhibitions.length === 0 ? (
          'nothing by other alerts'
        ) : (
          <Stack gap={6}>
            {inhibitions.map(({ source, target, equal }) => (
              <Text key={JSON.stringify([source, target, equal])} fz="sm">
                <code className="mono">{target.map(matcherText).join(', ')}</code> while{' '}
                <code className="mono">{source.map(matcherText).join(', ')}</code> fires
                {equal.length > 0 ? `, where equal in ${equal.join(', ')}` : ''}
              </Text>
            ))}
          </Stack>
        ),
    },
    {
      name: 'Changed',
      value:
        changedAt === null ? (
          'never: as by default'
        ) : (
          <Group gap={4}>
            <RelativeTime at={changedAt} /> by {changedBy ?? 'unknown'}
          </Group>
        ),
    },
  ];
}
