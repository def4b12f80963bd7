import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { useApi } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { CopyableId } from '../../components/copy-button';
import { type KeyValue, KeyValueList } from '../../components/key-value-list';
import { ProblemNote } from '../../components/problem-note';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { useAsOf } from '../../url/as-of';
import { Health } from './channel-columns';
import { type Channel, channelKinds } from './channel-fields';
import { DeleteChannel } from './delete-channel';

/** One channel: how it is, what it is set up with, and a test. */
export function ChannelDetail({
  channel,
  onEdit,
  onGone,
}: {
  channel: Channel;
  onEdit: () => void;
  onGone: () => void;
}) {
  const { can } = useSession();
  const now = useAsOf() === undefined;
  const [deleting, setDeleting] = useState(false);
  const administers = now && can('administer');
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Health channel={channel} />
        <Text fz="sm" c="dimmed" component="span">
          {channelKinds[channel.kind].label}
        </Text>
        {administers ? (
          <Group gap="xs" ml="auto">
            <Button leftSection={<IconPencil size={14} />} onClick={onEdit}>
              Edit
            </Button>
            <Button leftSection={<IconTrash size={14} />} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          </Group>
        ) : null}
      </Group>
      {channel.healthReason === null ? null : (
        <Alert color={channel.health === 'failing' ? 'red' : 'gray'} variant="light" p="xs">
          {channel.healthReason} <RelativeTime at={channel.healthSince} />
        </Alert>
      )}
      {now && can('operate') ? <TestSend channel={channel} /> : null}
      <KeyValueList items={[...configFacts(channel), ...secretFacts(channel), ...otherFacts(channel)]} />
      <UsedBy name={channel.name} />
      <Anchor component={Link} to="/notifications" search={{ channel: channel.name } as never} fz="sm">
        Its messages
      </Anchor>
      <DeleteChannel channel={channel} opened={deleting} onClose={() => setDeleting(false)} onDeleted={onGone} />
    </Stack>
  );
}

function TestSend({ channel: { id, name, enabled } }: { channel: Channel }) {
  const { send, sending, error } = useApiMutation('post', '/api/channels/{idOrName}/test');
  const [answer, setAnswer] = useState<{ delivered: boolean; detail: string }>();
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Button
          leftSection={<IconSend size={14} />}
          loading={sending}
          aria-label={`Send a test over ${name}`}
          onClick={() => void send({ path: { idOrName: id } }).then(setAnswer, () => setAnswer(undefined))}
        >
          Send a test
        </Button>
        <Text fz="xs" c="dimmed">
          {enabled ? 'A message with TEST in its title; people will see it.' : 'Also while it is disabled.'}
        </Text>
      </Group>
      {answer ? (
        <Group gap={8} role="status" wrap="nowrap" align="flex-start">
          <StateBadge state={answer.delivered ? 'delivered' : 'failed'} />
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {answer.detail}
          </Text>
        </Group>
      ) : null}
      <ProblemNote error={error} />
    </Stack>
  );
}

function UsedBy({ name }: { name: string }) {
  const rules = useApi('/api/alerts/rules', { query: { channel: name, limit: 50 } });
  const { items = [], total } = rules.data ?? {};
  if (!rules.data) return null;
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {total === 0
          ? 'No rule names it: nothing is sent over it.'
          : `Named by ${total} ${total === 1 ? 'rule' : 'rules'}`}
      </Text>
      <Group gap="sm">
        {items.map((rule) => (
          <Anchor key={rule.id} component={Link} to="/alerts/rules/$id" params={{ id: rule.id } as never} fz="sm">
            {rule.name}
          </Anchor>
        ))}
      </Group>
    </div>
  );
}

const configFacts = ({ kind, config }: Channel): KeyValue[] =>
  channelKinds[kind].config.map(({ name, label }) => ({ name: label, value: shownSetting(config[name]) }));

const secretFacts = ({ kind, secrets }: Channel): KeyValue[] =>
  channelKinds[kind].secrets.map(({ name, label }) => ({
    name: label,
    value: secrets[name] ? (
      <>
        set <RelativeTime at={secrets[name].changedAt} />, never shown
      </>
    ) : (
      'not set'
    ),
  }));

const otherFacts = (channel: Channel): KeyValue[] => [
  { name: 'Tells that alerts are over', value: channel.sendResolved ? 'yes' : 'no' },
  { name: 'Messages a minute', value: channel.messagesPerMinute ?? 'as usual for its kind' },
  { name: 'Fallback', value: channel.fallback ?? 'none' },
  { name: 'Templates', value: channel.templates.length === 0 ? 'none' : channel.templates.length },
  { name: 'Tested', value: <RelativeTime at={channel.testedAt} unknown="never" /> },
  {
    name: 'Changed',
    value: (
      <>
        <RelativeTime at={channel.updatedAt} /> by {channel.updatedBy ?? 'unknown'}
      </>
    ),
  },
  { name: 'Id', value: <CopyableId id={channel.id} length={36} /> },
];

function shownSetting(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
