import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state';

export interface NoMatchProps {
  /** "No agent matches". */
  readonly title: string;
  /** What else might be done. */
  readonly children: ReactNode;
  readonly onClear: () => void;
}

/** The empty list under a filter bar: it is the filters that leave nothing. */
export function NoMatch({ title, children, onClear }: NoMatchProps) {
  return (
    <EmptyState
      title={title}
      action={
        <Button size="compact-sm" variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
