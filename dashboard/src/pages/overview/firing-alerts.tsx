import { Anchor } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { FiringAlert } from './firing-alert';
import classes from './firing-alerts.module.css';
import { FIRING } from './firing-words';

/** What needs somebody, the newest first; what is only pending may pass by itself. */
export function FiringAlerts() {
  const alerts = useApi('/api/alerts', { query: { status: FIRING.join(','), limit: 6 } });
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
        <ul className={classes['list']}>
          {items.map((alert) => (
            <FiringAlert key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
