import { Box, Button, Group, Paper, Skeleton, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { Loadable } from '../api/loadable';
import { explainError, isForbidden } from '../api/problem-words';
import { EmptyState } from './empty-state';
import classes from './panel.module.css';
import { StaleMark } from './stale-mark';

export interface PanelProps<T> {
  readonly title: string;
  /** Of the numbers inside, as `USD` or `seconds`; stands beside the title. */
  readonly unit?: string;
  readonly description?: string;
  readonly actions?: ReactNode;
  /** Height of the content in pixels, kept while loading, empty or in error: nothing jumps. */
  readonly height: number | 'auto';
  readonly state: Loadable<T>;
  readonly isEmpty?: (data: T) => boolean;
  /** What to show when it is empty: an `EmptyState` that says what to do next. */
  readonly empty?: ReactNode;
  /** No padding: for tables and lists that reach the edges. */
  readonly flush?: boolean;
  readonly children: (data: T) => ReactNode;
}

/**
 * A widget with all of its states: loading, empty, error with "try again", not permitted, and stale with its age.
 *
 *     <Panel title="Agents by state" unit="agents" height={200} state={agents} isEmpty={(a) => a.items.length === 0}
 *            empty={<EmptyState title="No agents yet">Report one …</EmptyState>}>
 *       {(data) => <…/>}
 *     </Panel>
 */
export function Panel<T>(props: PanelProps<T>) {
  const { title, unit, description, actions, height, state, flush = false } = props;
  const titleId = useId();
  return (
    <Paper component="section" aria-labelledby={titleId} aria-busy={state.loading} className={classes['panel']}>
      <Group justify="space-between" gap="xs" wrap="nowrap" className={classes['head']}>
        <Group gap={6} wrap="nowrap" style={{ minWidth: 0 }}>
          <Title order={2} id={titleId} fz="sm" lh="20px" className="truncate">
            {title}
          </Title>
          {unit ? (
            <Text c="dimmed" fz="xs" className="truncate">
              {unit}
            </Text>
          ) : null}
          <StaleMark state={state} />
        </Group>
        {actions ? (
          <Group gap={4} wrap="nowrap">
            {actions}
          </Group>
        ) : null}
      </Group>
      {description ? (
        <Text c="dimmed" fz="xs" px="sm" pb={4}>
          {description}
        </Text>
      ) : null}
      <Box className={flush ? classes['flush'] : classes['body']} {...(height === 'auto' ? {} : { h: height })}>
        <PanelContent {...props} />
      </Box>
    </Paper>
  );
}

/** The states alone, without a frame, for what has a frame of its own. */
export function PanelContent<T>({
  state,
  isEmpty,
  empty,
  height,
  children,
}: Pick<PanelProps<T>, 'state' | 'isEmpty' | 'empty' | 'height' | 'children'>) {
  if (state.data !== undefined) {
    if (isEmpty?.(state.data)) return empty ?? <EmptyState title="Nothing here in this range of time" />;
    return children(state.data);
  }
  if (isForbidden(state.error)) {
    return (
      <EmptyState icon={<IconLock size={20} />} title="Not with this key">
        Your role may not see this. Ask an administrator for a key that may.
      </EmptyState>
    );
  }
  if (state.error)
    return <PanelError error={state.error} retry={state.retry} low={height !== 'auto' && height < 160} />;
  return (
    <>
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Skeleton h={height === 'auto' ? 96 : height} radius="sm" />
    </>
  );
}

function PanelError({ error, retry, low }: { error: Error; retry: () => void; low: boolean }) {
  return (
    <Box role="alert" h="100%">
      <EmptyState
        icon={low ? undefined : <IconAlertTriangle size={20} />}
        title="This could not be loaded"
        action={
          <Button size="compact-xs" leftSection={<IconRefresh size={14} />} onClick={retry}>
            Try again
          </Button>
        }
      >
        {explainError(error)}
      </EmptyState>
    </Box>
  );
}
