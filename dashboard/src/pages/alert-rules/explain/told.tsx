import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { RelativeTime } from '../../../components/relative-time';
import { StateBadge } from '../../../components/state-badge';
import { wordsOf } from '../../../components/state-words';
import type { Explained } from './explain-panel';

/** Who was told, and what was held back. */
export function Told({ notifications, suppressions }: Pick<Explained, 'notifications' | 'suppressions'>) {
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={2}>
        Who was told
      </Text>
      <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {notifications.map(({ id, channelName, reason, status, queuedAt, error }) => (
          <Group key={id} component="li" gap={8}>
            <StateBadge state={status} />
            <Anchor component={Link} to="/notifications" search={{ message: id } as never} fz="sm">
              {channelName}
            </Anchor>
            <Text fz="xs" c="dimmed" component="span">
              {wordsOf(reason).toLowerCase()}, <RelativeTime at={queuedAt} />
              {error ? `: ${error}` : ''}
            </Text>
          </Group>
        ))}
        {suppressions.map(({ alertId, channelName, at, reason, because }) => (
          <Group key={`${alertId} ${at} ${channelName} ${reason}`} component="li" gap={8}>
            <StateBadge state="suppressed" word="Not told" />
            <Text fz="xs" c="dimmed" component="span">
              {channelName === null ? '' : `${channelName}: `}
              {wordsOf(reason).toLowerCase()}
              {because ? ` (${because})` : ''}, <RelativeTime at={at} />
            </Text>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
