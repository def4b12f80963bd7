import { Button, Stack, Text } from '@mantine/core';
import { useSession } from '../../api/session';
import { useApi } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { CopyableId } from '../../components/copy-button';
import { EmptyState } from '../../components/empty-state';
import { KeyValueList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { useAction } from '../../components/use-action';

/** Events that a projection could not apply, and a second try for all of them. */
export function DeadLetters({ projection }: { projection: string }) {
  const letters = useApi('/api/projections/{name}/dead-letters', { path: { name: projection } });
  const retry = useApiMutation('post', '/api/projections/{name}/dead-letters/retry');
  const act = useAction();
  const { can } = useSession();
  return (
    <Panel
      title="Events set aside"
      height="auto"
      state={letters}
      isEmpty={({ items }) => items.length === 0}
      empty={<EmptyState title="None">Every event that it has read was applied.</EmptyState>}
      actions={
        can('administer') && (letters.data?.items.length ?? 0) > 0 ? (
          <Button
            size="compact-xs"
            loading={retry.sending}
            onClick={() => void act(() => retry.send({ path: { name: projection } }), 'Tried once more')}
          >
            Try again
          </Button>
        ) : null
      }
    >
      {({ items }) => (
        <Stack gap="md">
          {items.map(({ position, eventId, type, stream, error, attempts, lastAt }) => (
            <div key={position}>
              <Text fz="sm" c="var(--bad)">
                {error}
              </Text>
              <KeyValueList
                items={[
                  { name: 'Event', value: <CopyableId id={eventId} /> },
                  { name: 'Type', value: type },
                  { name: 'Stream', value: stream },
                  { name: 'Tried', value: `${attempts} ×` },
                  { name: 'Last', value: <RelativeTime at={lastAt} /> },
                ]}
              />
            </div>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
