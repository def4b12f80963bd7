import { Anchor, Checkbox, Group, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import type { Column } from '../../components/data-table';
import { LabelLine } from '../../components/label-line';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { wordsOf } from '../../components/state-words';
import type { AlertView } from './alert-filters';
import type { Alert } from './alert-types';
import { RowActions } from './row-actions';

interface AlertColumnsInput {
  readonly units: ReadonlyMap<string, RuleUnit>;
  readonly mayAct: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelected: (ids: ReadonlySet<string>) => void;
  readonly view: AlertView;
}

/** The columns of the list; what cannot be changed just now has no box and no button. */
export function alertColumns({
  units,
  mayAct,
  selected,
  onSelected,
  view,
}: AlertColumnsInput): readonly Column<Alert>[] {
  const acts = mayAct && view !== 'resolved';
  const choice: Column<Alert> = {
    id: 'select',
    header: '',
    width: 36,
    cell: ({ id, ruleName, status }) =>
      status === 'resolved' ? null : (
        <Checkbox
          size="xs"
          aria-label={`Select ${ruleName}`}
          checked={selected.has(id)}
          onChange={(event) => onSelected(toggled(selected, id, event.currentTarget.checked))}
        />
      ),
  };
  const actions: Column<Alert> = {
    id: 'actions',
    header: '',
    width: 76,
    cell: (alert) => <RowActions alert={alert} />,
  };
  return [
    ...(acts ? [choice] : []),
    {
      id: 'status',
      header: 'Status',
      width: 136,
      selfEvident: true,
      cell: ({ status }) => <StateBadge state={status} />,
    },
    {
      id: 'severity',
      header: 'Severity',
      width: 96,
      selfEvident: true,
      cell: ({ severity }) => <Severity severity={severity} />,
    },
    {
      id: 'rule',
      header: 'Rule',
      width: 210,
      grow: 2,
      selfEvident: true,
      cell: ({ id, ruleName, annotations }) => (
        <>
          <Anchor component={Link} to="/alerts/$id" params={{ id } as never} c="inherit" fw={500} fz="sm">
            {ruleName}
          </Anchor>
          <Text span fz="xs" c="dimmed" ml={8} title={annotations['summary']}>
            {annotations['summary']}
          </Text>
        </>
      ),
    },
    {
      id: 'labels',
      header: 'Labels',
      width: 220,
      grow: 2,
      selfEvident: true,
      cell: ({ labels }) => <LabelLine labels={labels} leaveOut={['alertname', 'severity']} reachable />,
    },
    {
      id: 'value',
      header: view === 'resolved' ? 'Last value' : 'Value now',
      width: 100,
      align: 'right',
      cell: ({ ruleId, currentValue }) => <RuleValue value={currentValue} unit={units.get(ruleId)} />,
    },
    {
      id: 'since',
      header: 'Since',
      width: 110,
      sortable: true,
      cell: ({ triggeredAt, pendingSince }) => <RelativeTime at={triggeredAt ?? pendingSince} />,
    },
    view === 'open'
      ? { id: 'acknowledgedBy', header: 'Ack by', width: 120, cell: (alert) => <TakenBy alert={alert} /> }
      : { id: 'over', header: 'Over', width: 160, cell: (alert) => <Over alert={alert} /> },
    ...(acts ? [actions] : []),
  ];
}

/** A pending alert has none yet. */
function Severity({ severity }: Pick<Alert, 'severity'>) {
  return severity === null ? (
    <Text span fz="sm" c="dimmed" title="no severity yet">
      –
    </Text>
  ) : (
    <StateBadge state={severity} />
  );
}

function TakenBy({ alert: { acknowledgedBy, acknowledgedAt, acknowledgementNote } }: { alert: Alert }) {
  if (acknowledgedBy === null) return <span>–</span>;
  const label = (
    <>
      <RelativeTime at={acknowledgedAt} />
      {acknowledgementNote === null ? null : <div>{acknowledgementNote}</div>}
    </>
  );
  return (
    <Tooltip label={label}>
      <span className="truncate">{acknowledgedBy}</span>
    </Tooltip>
  );
}

function Over({ alert: { resolvedAt, resolveReason } }: { alert: Alert }) {
  if (resolvedAt === null) return <span>–</span>;
  return (
    <Group gap={6} wrap="nowrap">
      <RelativeTime at={resolvedAt} />
      {resolveReason === null ? null : (
        <Text span fz="xs" c="dimmed">
          {wordsOf(resolveReason).toLowerCase()}
        </Text>
      )}
    </Group>
  );
}

function toggled(ids: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
