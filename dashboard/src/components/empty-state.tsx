import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do next, so that something will stand here. */
  readonly children?: ReactNode;
  /** A button or a command to copy. */
  readonly action?: ReactNode;
}

/** Nothing to show, and what to do about it; never a bare "no data". */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap={6} p="xs" ta="center" h="100%" mih={96}>
      {icon ? (
        <Text c="dimmed" component="div" lh={0} aria-hidden>
          {icon}
        </Text>
      ) : null}
      <Text fw={600} fz="sm">
        {title}
      </Text>
      {children ? (
        <Text c="dimmed" fz="sm" maw={440} component="div">
          {children}
        </Text>
      ) : null}
      {action}
    </Stack>
  );
}
