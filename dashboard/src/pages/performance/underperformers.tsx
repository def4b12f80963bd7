import { Anchor, Badge, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { mapLoadable, type Loadable } from '../../api/loadable';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { agentsOf, type Grouping, ruleWords } from './performance-search';
import { type Analysis, nameOf } from './performance-types';
import classes from './underperformers.module.css';

/** Whoever does worse than all, with the rule that says so. */
export function Underperformers({ analysis, by }: { analysis: Loadable<Analysis>; by: Grouping }) {
  return (
    <Panel
      title="Worse than the fleet"
      height={268}
      state={mapLoadable(analysis, ({ underperformers }) => underperformers)}
      isEmpty={(found) => found.length === 0}
      empty={
        <EmptyState icon={<IconCircleCheck size={20} color="var(--ok)" />} title="Nobody">
          Whoever is so far from the whole that it is hardly chance would stand here.
        </EmptyState>
      }
    >
      {(found) => (
        <ul className={classes['list']} tabIndex={0} aria-label="Worse than the fleet">
          {found.map(({ key, rule, reason }) => (
            <li key={`${rule} ${key}`}>
              <Link
                className={classes['row']}
                to="/agents"
                search={agentsOf(by, key, rule === 'success_rate_below_fleet' ? 'failed' : undefined) as never}
              >
                <Text component="span" fz="sm" fw={500} className="truncate">
                  {nameOf(key)}
                </Text>
                <Badge variant="default" size="sm" tt="none" fw={500} title={rule}>
                  {ruleWords[rule] ?? rule}
                </Badge>
                <Text component="span" fz="xs" c="dimmed" className={classes['reason']}>
                  {reason}
                </Text>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Why runs failed, and where to see them. */
export function FailedLink() {
  return (
    <Anchor component={Link} to="/agents" search={{ state: 'failed', when: 'range' } as never} fz="xs">
      Failed agents
    </Anchor>
  );
}
