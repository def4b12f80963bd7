import { Anchor, Switch, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../../components/data-table';
import { RelativeTime } from '../../../components/relative-time';
import { StateBadge } from '../../../components/state-badge';
import { type LiveStates, type Rule, stateOfRule } from '../rule-state';
import { useSwitchRule } from '../use-rule-changes';
import { RuleMenu } from './rule-menu';

interface RuleColumnsInput {
  readonly live: LiveStates | undefined;
  readonly mayChange: boolean;
}

/** The columns of the list; who may not change rules sees no switch. */
export function ruleColumns({ live, mayChange }: RuleColumnsInput): readonly Column<Rule>[] {
  const onOff: Column<Rule> = {
    id: 'enabled',
    header: 'On',
    width: 56,
    cell: (rule) => <EnabledSwitch rule={rule} />,
  };
  const menu: Column<Rule> = { id: 'actions', header: '', width: 54, cell: (rule) => <RuleMenu rule={rule} /> };
  return [
    ...(mayChange ? [onOff] : []),
    { id: 'state', header: 'State', width: 104, cell: (rule) => <RuleStateBadge rule={rule} live={live} /> },
    { id: 'severity', header: 'Severity', width: 96, cell: ({ severity }) => <StateBadge state={severity} /> },
    {
      id: 'name',
      header: 'Rule',
      width: 210,
      grow: 2,
      cell: ({ id, name, annotations }) => (
        <Anchor
          component={Link}
          to="/alerts/rules/$id"
          params={{ id } as never}
          c="inherit"
          fw={500}
          fz="sm"
          title={annotations['summary'] ?? name}
        >
          {name}
        </Anchor>
      ),
    },
    {
      id: 'condition',
      header: 'Condition',
      width: 220,
      grow: 4,
      cell: ({ condition }) => (
        <Text component="code" className="mono" c="dimmed" title={condition}>
          {condition}
        </Text>
      ),
    },
    { id: 'kind', header: 'Kind', width: 84, cell: ({ kind }) => kind },
    { id: 'group', header: 'Group', width: 130, grow: 1, cell: ({ group }) => group },
    { id: 'channels', header: 'Channels', width: 120, grow: 1, cell: ({ channels }) => <Names names={channels} /> },
    {
      id: 'lastEvaluationAt',
      header: 'Evaluated',
      width: 104,
      cell: ({ lastEvaluationAt, enabled }) => <RelativeTime at={enabled ? lastEvaluationAt : null} />,
    },
    ...(mayChange ? [menu] : []),
  ];
}

/** With the reason on hover where it cannot be evaluated. */
export function RuleStateBadge({ rule, live }: { rule: Rule; live: LiveStates | undefined }) {
  const state = stateOfRule(rule, live);
  const badge = <StateBadge state={state} />;
  if (state !== 'failing') return badge;
  return (
    <Tooltip label={rule.lastError ?? 'It cannot be evaluated.'} maw={420}>
      <span>{badge}</span>
    </Tooltip>
  );
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length > 0) return <span title={names.join(', ')}>{names.join(', ')}</span>;
  return (
    <Text component="span" fz="sm" c="dimmed" title="Its alerts are shown, but nobody is told.">
      nobody
    </Text>
  );
}

function EnabledSwitch({ rule }: { rule: Rule }) {
  const { switchRule, switching } = useSwitchRule();
  return (
    <Switch
      size="xs"
      aria-label={`Evaluate ${rule.name}`}
      checked={rule.enabled}
      disabled={switching}
      onChange={(event) => void switchRule(rule, event.currentTarget.checked)}
    />
  );
}
