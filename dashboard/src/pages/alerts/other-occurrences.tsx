import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import type { AlertDetail } from './alert-types';

const SHOWN = 8;

/** Whether it comes again and again. */
export function OtherOccurrences({ alert, unit }: { alert: AlertDetail; unit: RuleUnit | undefined }) {
  const all = useApi('/api/alerts', { query: { fingerprint: alert.fingerprint, limit: SHOWN + 1 } });
  const others = mapLoadable(all, ({ items }) => items.filter(({ id }) => id !== alert.id).slice(0, SHOWN));
  return (
    <Panel
      title="Other times that it fired"
      height="auto"
      state={others}
      isEmpty={(items) => items.length === 0}
      empty={
        <Text fz="sm" c="dimmed">
          None: this is the only time on record.
        </Text>
      }
    >
      {(items) => (
        <Stack gap={6}>
          {items.map(({ id, status, triggeredAt, pendingSince, value }) => (
            <Group key={id} gap={10} wrap="nowrap" fz="sm">
              <Anchor component={Link} to="/alerts/$id" params={{ id } as never} fz="sm">
                <RelativeTime at={triggeredAt ?? pendingSince} />
              </Anchor>
              <StateBadge state={status} />
              <RuleValue value={value} unit={unit} />
            </Group>
          ))}
          {all.data && all.data.total > SHOWN + 1 ? (
            <Text fz="xs" c="dimmed" className="numbers">
              {all.data.total} times in all
            </Text>
          ) : null}
        </Stack>
      )}
    </Panel>
  );
}
