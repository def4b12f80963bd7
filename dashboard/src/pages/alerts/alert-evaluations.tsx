import { Text } from '@mantine/core';
import type { ApiItem } from '../../api/api-types';
import { useApiList } from '../../api/use-api';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import { useNow } from '../../components/clock';
import { type Column, DataTable } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { RelativeTime } from '../../components/relative-time';
import { clockWords } from '../../components/time-words';

type Evaluation = ApiItem<'/api/alerts/{id}/evaluations'>;

/** What each evaluation found for the alert, the latest first; a row stands for all in a row that came to the same. */
export function AlertEvaluations({ alertId, unit }: { alertId: string; unit: RuleUnit | undefined }) {
  const list = useApiList('/api/alerts/{id}/evaluations', { path: { id: alertId }, query: { limit: 100 } });
  const now = useNow();
  return (
    <DataTable
      label="Evaluations"
      columns={columnsOf(unit, now)}
      list={list}
      rowKey={({ firstAt }) => firstAt}
      height={400}
      empty={<EmptyState title="No evaluation is kept">They are kept for seven days.</EmptyState>}
    />
  );
}

const columnsOf = (unit: RuleUnit | undefined, now: number): readonly Column<Evaluation>[] => [
  { id: 'at', header: 'At', width: 130, cell: ({ lastAt }) => clockWords(Date.parse(lastAt), now) },
  { id: 'ago', header: '', width: 96, cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
  {
    id: 'value',
    header: 'Found',
    width: 110,
    grow: 1,
    cell: ({ value, error, results }) => {
      if (error !== null) return <span title={error}>failed: {error}</span>;
      if (value !== null) return <RuleValue value={value} unit={unit} />;
      return (
        <Text span fz="sm" c="dimmed">
          {results === 0 ? 'nothing' : 'nothing for it'}
        </Text>
      );
    },
  },
  { id: 'evaluations', header: 'In a row', width: 84, align: 'right', cell: ({ evaluations }) => evaluations },
  {
    id: 'took',
    header: 'Took',
    width: 84,
    align: 'right',
    cell: ({ durationMs }) => <Duration seconds={durationMs / 1000} />,
  },
  { id: 'late', header: 'Late', width: 64, cell: ({ late }) => (late ? 'late' : '') },
];
