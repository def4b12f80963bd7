import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { EmptyState } from '../../components/empty-state';
import { LabelList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import classes from './firing-alerts.module.css';

/** What needs somebody, the newest first. */
export function FiringAlerts() {
  const alerts = useApi('/api/alerts', { query: { status: 'active', limit: 6 } });
  return (
    <Panel
      title="Firing alerts"
      height={216}
      flush
      state={alerts}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState icon={<IconCircleCheck size={20} color="var(--ok)" />} title="Nothing fires">
          <Anchor component={Link} to="/alerts/rules" fz="sm">
            Look at the rules
          </Anchor>
        </EmptyState>
      }
      actions={
        <Anchor component={Link} to="/alerts" fz="xs">
          All alerts
        </Anchor>
      }
    >
      {({ items }) => (
        <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {items.map(({ id, ruleName, severity, status, labels, triggeredAt }) => (
            <li key={id}>
              <Link to="/alerts/$id" params={{ id }} className={classes['alert']}>
                <StateBadge state={severity} />
                <Group gap={8} wrap="nowrap" className="truncate">
                  <Text fz="sm" fw={500} className="truncate">
                    {ruleName}
                  </Text>
                  <LabelList labels={labels} leaveOut={['alertname', 'severity']} />
                </Group>
                <Group gap={12} wrap="nowrap" fz="xs" c="dimmed">
                  {status === 'active' ? null : <StateBadge state={status} />}
                  <RelativeTime at={triggeredAt} />
                </Group>
              </Link>
            </li>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
