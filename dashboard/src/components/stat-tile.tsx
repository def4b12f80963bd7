import { Group, Paper, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Loadable } from '../api/loadable';
import { explainError } from '../api/problem-words';
import { StaleMark } from './stale-mark';
import classes from './stat-tile.module.css';
import { toneColour, type Tone } from './tones';

export interface StatTileProps<T> {
  readonly label: string;
  readonly state: Loadable<T>;
  /** The number; null is unknown. */
  readonly value: (data: T) => ReactNode;
  /** A few words under the number, three lines at most. */
  readonly note?: (data: T) => ReactNode;
  /** Colour of the number, for state only. */
  readonly tone?: (data: T) => Tone | undefined;
  /** A trend against the time before, as a part of one: 0.12 is 12 % more. */
  readonly trend?: (data: T) => { change: number | null; goodWhen: 'up' | 'down' | 'neither' };
  /** A small chart at the right. */
  readonly chart?: ReactNode;
  /** Where the details are: every number leads somewhere. */
  readonly to: LinkProps['to'];
  readonly search?: Record<string, string | string[]>;
}

/** A number that matters, what it means and where it leads. All tiles are equally high, loading or not. */
export function StatTile<T>({ label, state, value, note, tone, trend, chart, to, search }: StatTileProps<T>) {
  const { data } = state;
  const tint = data === undefined ? undefined : tone?.(data);
  return (
    <Paper component={Link} to={to} search={search as never} className={classes['tile']}>
      <Text fz="xs" c="dimmed" lineClamp={2}>
        {label}
      </Text>
      {data === undefined ? (
        <Pending state={state} />
      ) : (
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-end">
          <div style={{ minWidth: 0 }}>
            <Group gap={8} wrap="nowrap" align="baseline">
              <span className={classes['value']} style={tint ? { color: toneColour(tint) } : undefined}>
                {value(data)}
              </span>
              {trend ? <Trend {...trend(data)} /> : null}
            </Group>
            <Text fz="xs" c="dimmed" lineClamp={3} component="div" mih={17}>
              {state.error ? <StaleMark state={state} /> : note?.(data)}
            </Text>
          </div>
          {chart}
        </Group>
      )}
    </Paper>
  );
}

function Pending({ state }: { state: Loadable<unknown> }) {
  if (!state.error) return <Skeleton h={45} radius="sm" />;
  return (
    <Tooltip label={explainError(state.error)}>
      <Text c="dimmed" fz="sm" h={45} className={classes['failed']}>
        <IconAlertTriangle size={14} aria-hidden /> not available
      </Text>
    </Tooltip>
  );
}

function Trend({ change, goodWhen }: { change: number | null; goodWhen: 'up' | 'down' | 'neither' }) {
  if (change === null || !Number.isFinite(change)) return null;
  const up = change > 0;
  const still = Math.abs(change) < 0.005;
  const tone = still || goodWhen === 'neither' ? 'quiet' : (goodWhen === 'up') === up ? 'ok' : 'bad';
  const Arrow = up ? IconArrowUpRight : IconArrowDownRight;
  return (
    <Text component="span" fz="xs" c={toneColour(tone)} className={classes['trend']} title="against the time before">
      {still ? null : <Arrow size={13} aria-label={up ? 'up' : 'down'} />}
      {Math.abs(change * 100).toFixed(0)} %
    </Text>
  );
}
