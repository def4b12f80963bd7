import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { Panel } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import classes from './health-panel.module.css';

/** Whether the service itself is well, part by part, the ill ones first. */
export function HealthPanel() {
  const health = useApi('/readyz', {});
  return (
    <Panel
      title="Service"
      height={204}
      state={health}
      actions={
        <Anchor component={Link} to="/settings" fz="xs">
          Projections
        </Anchor>
      }
    >
      {({ parts }) => (
        <ul className={classes['parts']}>
          {parts
            .toSorted((a, b) => rank[a.status] - rank[b.status])
            .map(({ name, status, reason }) => (
              <li key={name} className={classes['part']}>
                <StateBadge state={status} />
                <Text fz="sm" className="truncate" title={reason}>
                  {name}
                  {reason ? (
                    <Text component="span" fz="xs" c="dimmed" ml={8}>
                      {reason}
                    </Text>
                  ) : null}
                </Text>
              </li>
            ))}
        </ul>
      )}
    </Panel>
  );
}

const rank = { down: 0, degraded: 1, up: 2 } as const;
