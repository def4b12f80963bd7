import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export interface PageHeaderProps {
  /** Also the title of the window. */
  readonly title: string;
  /** One sentence at most. */
  readonly description?: ReactNode;
  /** What stands beside the title: a state, a count, an id. */
  readonly beside?: ReactNode;
  /** Buttons at the right; leave out what the reader may not do. */
  readonly actions?: ReactNode;
}

/** The head of every page: once, at its top. */
export function PageHeader({ title, description, beside, actions }: PageHeaderProps) {
  useDocumentTitle(`${title} · Orchestrate Monitor`);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md" wrap="wrap">
      <Box style={{ minWidth: 0 }}>
        <Group gap="xs" wrap="wrap">
          <Title order={1} tabIndex={-1} data-page-title style={{ outline: 'none', overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {beside}
        </Group>
        {description ? (
          <Text c="dimmed" fz="sm" component="div" maw="110ch">
            {description}
          </Text>
        ) : null}
      </Box>
      {actions ? <Group gap="xs">{actions}</Group> : null}
    </Group>
  );
}
