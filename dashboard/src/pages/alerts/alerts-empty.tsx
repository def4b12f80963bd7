import { Anchor, Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state';
import type { AlertView } from './alert-filters';

interface AlertsEmptyProps {
  readonly view: AlertView;
  /** Whether more than the view narrows the list. */
  readonly filtered: boolean;
  readonly onAll: () => void;
}

/** No alert is good news, unless no rule is there to tell. */
export function AlertsEmpty({ view, filtered, onAll }: AlertsEmptyProps) {
  if (filtered && view === 'open') {
    return (
      <EmptyState title="No open alert matches" action={<Button onClick={onAll}>Show all open alerts</Button>}>
        Take away a filter, or look at those that are resolved.
      </EmptyState>
    );
  }
  if (view !== 'open') {
    return (
      <EmptyState title="No alert fired in this range of time">
        Choose a longer one at the top right, or take away a filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconCircleCheck size={20} color="var(--ok)" />}
      title="Nothing fires"
      action={
        <Anchor component={Link} to="/alerts/rules" fz="sm">
          Look at the rules
        </Anchor>
      }
    >
      An alert comes when the condition of a rule holds. The rules that come with the service are disabled until
      somebody enables them.
    </EmptyState>
  );
}
