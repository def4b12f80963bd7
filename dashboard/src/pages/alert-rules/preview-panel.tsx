import { Code, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Loadable } from '../../api/loadable';
import { linesOf } from '../../charts/chart-series';
import type { RangeAnswer } from '../../charts/promql-answer';
import { unitOfRule } from '../../charts/rule-value';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import { unitNames, unitWords } from '../../charts/units';
import { useCheckedRangeQuery } from '../../charts/use-checked-range-query';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { useTimeRange } from '../../url/time-range';
import type { CheckedRule } from './check-rule';

const HEIGHT = 240;
const MOST_LINES = 20;

/** What the check of a rule says of its condition. */
export type Measured = Pick<CheckedRule, 'condition' | 'measured' | 'threshold' | 'unit'>;

interface PreviewPanelProps {
  readonly measured: Measured | undefined;
  /** True while what is written has a fault: what is shown is of an earlier condition. */
  readonly outdated?: boolean;
}

/** The values that a condition looks at, over the last day or the range that was chosen, with its limit. */
export function PreviewPanel({ measured, outdated }: PreviewPanelProps) {
  const { relative } = useTimeRange();
  const expression = measured?.measured ?? measured?.condition ?? '';
  const answer = useCheckedRangeQuery(expression, { width: 640 });
  const title = `What it looks at, ${relative === undefined ? 'in the range of time' : `last ${relative}`}`;
  if (!measured) {
    return (
      <Panel
        title={title}
        description="Its values, with the limit that they are compared with."
        height={HEIGHT}
        state={nothing}
        isEmpty={() => true}
        empty={<Unwritten />}
      >
        {() => null}
      </Panel>
    );
  }
  return <Preview {...{ title, measured, expression, answer, outdated }} />;
}

interface PreviewProps {
  readonly title: string;
  readonly measured: Measured;
  readonly outdated: boolean | undefined;
  readonly expression: string;
  readonly answer: Loadable<RangeAnswer>;
}

function Preview({ title, measured, outdated, expression, answer }: PreviewProps) {
  const unit = unitOfRule(measured.unit);
  const { op, value } = measured.threshold ?? {};
  const limit = value === undefined ? undefined : `${op} ${unitWords(unit, value)}`;
  // The same as long as it says the same: another one draws the chart anew.
  const threshold = useMemo(
    () => (value === undefined || limit === undefined ? undefined : { value, label: limit }),
    [value, limit],
  );
  return (
    <Panel
      title={title}
      unit={unitNames[unit]}
      description={
        outdated
          ? 'Of the last condition without a fault, not of the one that is written now.'
          : limit
            ? `Fires where it is ${limit}.`
            : 'Fires where there is a line.'
      }
      height={HEIGHT}
      state={answer}
      isEmpty={({ series }) => series.length === 0}
      empty={
        <EmptyState title={limit ? 'No values in this range of time' : 'The condition held at no time'}>
          <Code fz={12}>{expression}</Code>
        </EmptyState>
      }
    >
      {(data) => (
        <>
          <TimeSeriesChart
            label="What the condition looks at"
            unit={unit}
            height={data.series.length > MOST_LINES ? HEIGHT - 18 : HEIGHT}
            times={data.times}
            series={linesOf({ ...data, series: data.series.slice(0, MOST_LINES) })}
            {...(threshold ? { threshold } : {})}
          />
          {data.series.length > MOST_LINES ? (
            <Text fz="xs" c="dimmed">
              {MOST_LINES} of {data.series.length} series
            </Text>
          ) : null}
        </>
      )}
    </Panel>
  );
}

const nothing = { data: null, error: undefined, loading: false, updatedAt: undefined, retry: () => undefined };

const Unwritten = () => (
  <EmptyState title="Nothing to show yet">Write a condition; its values appear here, with the limit.</EmptyState>
);
