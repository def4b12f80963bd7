import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { matcherText } from '../../components/silence-matchers';
import { StateBadge } from '../../components/state-badge';
import type { AlertDetail } from './alert-types';

/** The silences that hold its messages back now. Those of before stand in its history. */
export function AlertSilences({ alert: { silencedBy, resolvedAt } }: { alert: AlertDetail }) {
  const ids = new Set(silencedBy);
  const silences = useApi('/api/silences', { query: { state: 'active', limit: 500 } }, { enabled: ids.size > 0 });
  if (ids.size === 0) {
    return resolvedAt === null ? (
      <Text fz="xs" c="dimmed" px="sm">
        No silence holds its messages back.
      </Text>
    ) : null;
  }
  return (
    <Panel title="Silences that apply" height="auto" state={silences}>
      {({ items }) => (
        <Stack gap={8}>
          {items
            .filter(({ id }) => ids.has(id))
            .map(({ id, matchers, comment, createdBy, endsAt }) => (
              <div key={id}>
                <Group gap={8} fz="xs">
                  <StateBadge state="silenced" />
                  <span>
                    until <RelativeTime at={endsAt} />
                  </span>
                  <span>by {createdBy}</span>
                </Group>
                <Anchor component={Link} to="/silences" search={{ silence: id } as never} fz="sm">
                  {comment}
                </Anchor>
                <Text className="mono" fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {matchers.map(matcherText).join(', ')}
                </Text>
              </div>
            ))}
        </Stack>
      )}
    </Panel>
  );
}
