import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ApiAnswer } from '../../api/api-types';
import { useSession } from '../../api/session';
import { useApiMutation } from '../../api/use-api-mutation';
import { CopyableId } from '../../components/copy-button';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { KeyValueList } from '../../components/key-value-list';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { useAction } from '../../components/use-action';
import { useAsOf } from '../../url/as-of';
import { reasonWords } from './notification-words';

type Message = ApiAnswer<'get', '/api/notifications/{id}'>;

/** One message with each of its attempts. */
export function MessageDetail({ message, onShow }: { message: Message; onShow: (id: string) => void }) {
  const { status, channelName, reason, alerts, error, fallback, resendOf } = message;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <StateBadge state={status} />
        <Resend message={message} onShow={onShow} />
      </Group>
      {error === null ? null : (
        <Text fz="sm" c="var(--bad)" role="note" style={{ overflowWrap: 'anywhere' }}>
          {error}
        </Text>
      )}
      <KeyValueList
        items={[
          {
            name: 'Channel',
            value: (
              <Anchor component={Link} to="/channels" search={{ channel: channelName } as never} fz="sm">
                {channelName}
              </Anchor>
            ),
          },
          ...(fallback === null ? [] : [{ name: 'Sent over', value: `${fallback}, its fallback` }]),
          { name: 'Why', value: reasonWords(reason) },
          { name: 'Queued', value: <RelativeTime at={message.queuedAt} /> },
          { name: 'Sent', value: <RelativeTime at={message.sentAt} unknown="not yet" /> },
          {
            name: 'Took',
            value: <Duration seconds={message.latencyMs === null ? null : message.latencyMs / 1000} />,
          },
          { name: 'Next attempt', value: <RelativeTime at={message.retryAt} unknown="none" /> },
          ...(resendOf === null
            ? []
            : [{ name: 'Sent again', value: <Earlier id={resendOf} message={message} onShow={onShow} /> }]),
          { name: 'Id', value: <CopyableId id={message.id} length={36} /> },
        ]}
      />
      <Attempts message={message} />
      <div>
        <Text fz="xs" c="dimmed" mb={2}>
          Alerts that it tells of
        </Text>
        <Stack gap={2}>
          {alerts.length === 0 ? <Text fz="sm">None: it is a test.</Text> : null}
          {alerts.map(({ alertId, status: told }) => (
            <Group key={`${alertId} ${told}`} gap={8}>
              <StateBadge state={told} />
              <Anchor component={Link} to="/alerts/$id" params={{ id: alertId } as never} fz="sm" className="mono">
                {alertId}
              </Anchor>
            </Group>
          ))}
        </Stack>
      </div>
    </Stack>
  );
}

function Resend({ message: { id, status }, onShow }: { message: Message; onShow: (id: string) => void }) {
  const { can } = useSession();
  const now = useAsOf() === undefined;
  const { send, sending } = useApiMutation('post', '/api/notifications/{id}/resend');
  const act = useAction();
  if (!can('operate') || !now) return null;
  return (
    <Button
      leftSection={<IconRefresh size={14} />}
      loading={sending}
      {...(status === 'failed' ? { variant: 'filled' } : {})}
      onClick={() =>
        void act(async () => onShow((await send({ path: { id } })).id), 'Sent again, as a message of its own')
      }
    >
      Send again
    </Button>
  );
}

function Earlier({ id, message, onShow }: { id: string; message: Message; onShow: (id: string) => void }) {
  return (
    <>
      <Anchor component="button" type="button" fz="sm" underline="always" onClick={() => onShow(id)}>
        an earlier one
      </Anchor>
      {message.requestedBy === null ? '' : `, by ${message.requestedBy}`}
    </>
  );
}

function Attempts({ message: { attemptLog } }: { message: Message }) {
  if (attemptLog.length === 0) return <EmptyState title="Not attempted yet" />;
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table fz="sm" verticalSpacing={4} aria-label="Attempts">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Attempt</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th ta="right">Took</Table.Th>
            <Table.Th>Outcome</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {attemptLog.map(({ attempt, at, delivered, durationMs, error, fallback }) => (
            <Table.Tr key={attempt}>
              <Table.Td className="numbers">{attempt}</Table.Td>
              <Table.Td>
                <RelativeTime at={at} />
              </Table.Td>
              <Table.Td ta="right">
                <Duration seconds={durationMs === null ? null : durationMs / 1000} />
              </Table.Td>
              <Table.Td>
                <StateBadge state={delivered ? 'delivered' : 'failed'} />
                {fallback === null ? '' : ` over ${fallback}`}
                {error === null ? null : (
                  <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {error}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
