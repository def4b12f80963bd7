import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useSession } from '../../api/session';
import { LabelLine } from '../../components/label-line';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { useAsOf } from '../../url/as-of';
import classes from './firing-alerts.module.css';

/** What it needs to tell how it went, the first page does not. */
const TakeButton = lazy(() => import('./take-button'));

/** An alert on a line; whoever may takes it from here. */
export function FiringAlert({ alert }: { alert: ApiItem<'/api/alerts'> }) {
  const { id, ruleName, severity, status, labels, triggeredAt } = alert;
  const { can } = useSession();
  const past = useAsOf() !== undefined;
  const taken = status !== 'active' && status !== 'silenced';
  return (
    <li className={classes['row']}>
      <Link to="/alerts/$id" params={{ id }} className={classes['alert']}>
        <StateBadge state={severity} />
        <Group gap={8} wrap="nowrap" className={classes['name']}>
          <Text fz="sm" fw={500} className="truncate" title={ruleName}>
            {ruleName}
          </Text>
          <span className={classes['labels']}>
            <LabelLine labels={labels} leaveOut={['alertname', 'severity']} />
          </span>
        </Group>
        <Group gap={12} wrap="nowrap" fz="xs" c="dimmed" className={classes['state']}>
          {status === 'active' ? null : <StateBadge state={status} />}
          <RelativeTime at={triggeredAt} />
        </Group>
      </Link>
      {can('operate') && !past && !taken ? (
        <Suspense fallback={<span className={classes['button']} />}>
          <TakeButton id={id} ruleName={ruleName} />
        </Suspense>
      ) : null}
    </li>
  );
}
