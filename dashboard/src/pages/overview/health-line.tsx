import { Skeleton, Text } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { explainError } from '../../api/problem-words';
import { useNow } from '../../components/clock';
import { StateBadge } from '../../components/state-badge';
import { clockWords } from '../../components/time-words';
import classes from './health-panel.module.css';

/** How one part of the service is: its state, and the fact that it comes from. */
export interface Verdict {
  readonly state: string;
  readonly said: string;
}

export interface HealthLineProps<T> {
  readonly name: string;
  readonly part: Loadable<T>;
  readonly verdict: (data: T) => Verdict;
  readonly to: LinkProps['to'];
  readonly search?: Record<string, string>;
}

/** One part of the service, on a line that leads to its detail. What cannot be read anew is not known any more. */
export function HealthLine<T>({ name, part, verdict, to, search = {} }: HealthLineProps<T>) {
  const now = useNow();
  const { data, error, updatedAt } = part;
  const known = data === undefined ? { state: 'unknown', said: error ? explainError(error) : '' } : verdict(data);
  const since = error && data !== undefined && updatedAt !== undefined ? clockWords(updatedAt, now) : undefined;
  const { state, said } = since === undefined ? known : { state: 'unknown', said: `since ${since}` };
  return (
    <li>
      <Link to={to} search={search as never} className={classes['line']}>
        <Text fz="sm" fw={500}>
          {name}
        </Text>
        {data === undefined && !error ? (
          <Skeleton h={16} w={64} />
        ) : (
          <>
            <StateBadge state={state} />
            <Text fz="sm" className={`${classes['said']} numbers truncate`} title={said}>
              {said}
            </Text>
          </>
        )}
      </Link>
    </li>
  );
}
