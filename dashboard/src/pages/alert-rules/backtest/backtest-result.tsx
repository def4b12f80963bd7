import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { RuleValue, type RuleUnit, unitOfRule } from '../../../charts/rule-value';
import { unitWords } from '../../../charts/units';
import { type Column, DataTable } from '../../../components/data-table';
import { Duration } from '../../../components/duration';
import { EmptyState } from '../../../components/empty-state';
import { LabelLine } from '../../../components/label-line';
import { RelativeTime } from '../../../components/relative-time';
import { StateBadge } from '../../../components/state-badge';
import { wordsOf } from '../../../components/state-words';
import { coverageOf, detailsOf, headlineOf } from './backtest-words';
import type { Backtest, BacktestOutcome } from './use-backtest';

interface BacktestResultProps {
  readonly answer: Backtest;
  readonly unit: RuleUnit;
}

/** How often a rule would have fired, with each limit that was tried, and each time by itself. */
export function BacktestResult({ answer, unit }: BacktestResultProps) {
  const [chosen, setChosen] = useState(0);
  const outcome = answer.results[chosen] ?? answer.results[0]!;
  const details = detailsOf(outcome);
  const coverage = coverageOf(answer);
  return (
    <Stack gap="xs">
      {answer.results.length > 1 ? (
        <SegmentedControl
          aria-label="Limit"
          style={{ alignSelf: 'flex-start' }}
          data={answer.results.map(({ threshold, firings }, index) => ({
            value: String(index),
            label: `${threshold === null ? 'as written' : unitWords(unitOfRule(unit), threshold)}: ${firings}×`,
          }))}
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value))}
        />
      ) : null}
      <div>
        <Text fz="md" fw={600}>
          {headlineOf(answer, outcome)}
        </Text>
        {coverage === undefined ? null : (
          <Text fz="sm" c="var(--warn)">
            {coverage}
          </Text>
        )}
        {details.length > 0 ? (
          <Text fz="xs" c="dimmed">
            {details.join(' · ')}
          </Text>
        ) : null}
      </div>
      <DataTable
        label="Times it would have fired"
        columns={episodeColumns(unit)}
        list={{
          data: outcome.alerts,
          error: undefined,
          loading: false,
          updatedAt: undefined,
          retry: () => undefined,
          total: outcome.firings,
        }}
        rowKey={({ labels, activeAt }) => `${activeAt} ${JSON.stringify(labels)}`}
        height={300}
        empty={
          <EmptyState title={outcome.neverFired > 0 ? 'It was only pending' : 'Nothing would have fired'}>
            {outcome.neverFired > 0
              ? 'The condition held, but never as long as it must.'
              : coverage === undefined
                ? 'Try a lower limit, or a longer stretch of the past.'
                : 'Try a lower limit, or again when more was recorded.'}
          </EmptyState>
        }
      />
    </Stack>
  );
}

type Episode = BacktestOutcome['alerts'][number];

const episodeColumns = (unit: RuleUnit): readonly Column<Episode>[] => [
  { id: 'firedAt', header: 'Fired', width: 96, cell: ({ firedAt }) => <RelativeTime at={firedAt} /> },
  {
    id: 'labels',
    header: 'Labels',
    width: 160,
    grow: 1,
    cell: ({ labels }) => <LabelLine labels={labels} leaveOut={['alertname', 'severity']} reachable />,
  },
  {
    id: 'value',
    header: 'Value',
    width: 90,
    align: 'right',
    cell: ({ value }) => <RuleValue value={value} unit={unit} />,
  },
  {
    id: 'lasted',
    header: 'Lasted',
    width: 104,
    align: 'right',
    cell: ({ firedAt, resolvedAt }) =>
      resolvedAt === null ? (
        <StateBadge state="firing" word="still" />
      ) : (
        <Duration seconds={(Date.parse(resolvedAt) - Date.parse(firedAt)) / 1000} />
      ),
  },
  {
    id: 'reason',
    header: 'Ended',
    width: 90,
    cell: ({ reason }) => <span>{reason === null ? '–' : wordsOf(reason).toLowerCase()}</span>,
  },
];
