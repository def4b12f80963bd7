import { Stack, Text } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { wordsOf } from '../../components/state-words';

/** Every change of one key, the newest first. */
export function ConfigurationHistory({ of: key }: { of: string }) {
  const history = useApi('/api/config/{key}/history', { path: { key }, query: { limit: 50 } });
  return (
    <Panel title="History" height="auto" state={history} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
          {items.map(({ position, change, from, to, reason, changedBy, occurredAt }) => (
            <li key={position}>
              <Text fz="sm" component="div">
                {wordsOf(change)} by {changedBy}, <RelativeTime at={occurredAt} />
              </Text>
              <Text fz="xs" component="div" className="mono" style={{ overflowWrap: 'anywhere' }}>
                {from === undefined ? '' : `${JSON.stringify(from)} → `}
                {to === undefined ? 'nothing' : JSON.stringify(to)}
              </Text>
              {reason ? (
                <Text fz="xs" c="dimmed">
                  {reason}
                </Text>
              ) : null}
            </li>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
