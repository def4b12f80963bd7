import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state';

/** Nothing lies in the range of time that is shown. `onLonger` shows 90 days; without it no longer range is at hand. */
export function EmptyRange(props: {
  readonly title: string;
  readonly onLonger: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const { title, onLonger, children } = props;
  return (
    <EmptyState
      title={title}
      action={
        onLonger ? (
          <Button size="compact-sm" variant="default" onClick={onLonger}>
            Show 90 days
          </Button>
        ) : undefined
      }
    >
      {children}
    </EmptyState>
  );
}
