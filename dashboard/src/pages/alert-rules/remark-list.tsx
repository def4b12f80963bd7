import { Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import classes from './remark-list.module.css';

export interface Remark {
  readonly field: string;
  readonly message: string;
  /** The faulty line with a caret below it. */
  readonly excerpt?: string | undefined;
}

interface RemarkListProps {
  readonly remarks: readonly Remark[];
  readonly tone: 'bad' | 'warn';
  readonly label: string;
}

/** Faults or doubts about a rule, each with its place. */
export function RemarkList({ remarks, tone, label }: RemarkListProps) {
  const Icon = tone === 'bad' ? IconCircleX : IconAlertTriangle;
  return (
    <Stack component="ul" gap={8} m={0} p={0} className={classes['list']} aria-label={label}>
      {remarks.map(({ field, message, excerpt }) => (
        <li key={`${field} ${message}`} className={classes['remark']}>
          <Icon size={15} color={`var(--${tone})`} aria-label={tone === 'bad' ? 'fault' : 'warning'} />
          <div style={{ minWidth: 0 }}>
            <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
              {field ? (
                <Text component="span" fw={500} inherit>
                  {field}:{' '}
                </Text>
              ) : null}
              {message}
            </Text>
            {excerpt ? (
              <pre className={classes['excerpt']} tabIndex={0}>
                {excerpt}
              </pre>
            ) : null}
          </div>
        </li>
      ))}
    </Stack>
  );
}
