import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Loadable } from '../../api/loadable';
import type { Annotation } from '../../charts/chart-series';
import { type RangeAnswer, stepFor } from '../../charts/promql-answer';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import type { Unit } from '../../charts/units';
import { type QueryFault, useExpressionCheck } from '../../charts/use-expression-check';
import { useInstantQuery, useRangeQuery, withIntervals } from '../../charts/use-range-query';
import { EmptyState } from '../../components/empty-state';
import { PanelContent } from '../../components/panel';
import { useTimeRange } from '../../url/time-range';
import { linesOfAnswer, MOST_LINES } from './lines-of-answer';
import type { ShownQuery } from './queries';
import { queryFaultOf } from './query-fault';
import classes from './query-panel.module.css';
import { SampleList } from './sample-list';

const ChartTable = lazy(() => import('../../charts/chart-table'));
const HEIGHT = 260;
/** Pixels; decides the step. */
const WIDTH = 1000;

interface QueryAnswerProps {
  readonly query: ShownQuery;
  readonly unit: Unit;
  readonly letter: string;
  readonly annotations: readonly Annotation[];
}

/** The answer of a query over the range of time, or at its end. */
export function QueryAnswer(props: QueryAnswerProps) {
  if (props.query.expression === '') {
    return (
      <EmptyState title="Nothing is asked yet">
        Write an expression and press Enter, or choose a metric from the list.
      </EmptyState>
    );
  }
  return <CheckedAnswer {...props} />;
}

/** What would be refused is not asked. */
function CheckedAnswer(props: QueryAnswerProps) {
  const { fault, checked } = useExpressionCheck(props.query.expression);
  if (fault) return <Fault fault={fault} />;
  const View = props.query.chart === 'value' ? NowAnswer : RangeAnswerView;
  return <View {...props} checked={checked} />;
}

type CheckedProps = QueryAnswerProps & { readonly checked: boolean };

function NowAnswer({ query: { expression }, unit, checked }: CheckedProps) {
  const samples = whileChecked(useInstantQuery(expression, { enabled: checked }), checked);
  const { fromMs, toMs } = useTimeRange();
  const sent = withIntervals(expression, 60, (toMs - fromMs) / 1000);
  return (
    <Answer state={samples} sent={sent} isEmpty={(all) => all.length === 0}>
      {(all) => <SampleList samples={all} unit={unit} />}
    </Answer>
  );
}

function RangeAnswerView({ query: { expression, chart }, unit, letter, annotations, checked }: CheckedProps) {
  const answer = whileChecked(useRangeQuery(expression, { width: WIDTH, enabled: checked }), checked);
  const { fromMs, toMs } = useTimeRange();
  const span = (toMs - fromMs) / 1000;
  return (
    <Answer
      state={answer}
      sent={withIntervals(expression, stepFor(span, WIDTH), span)}
      isEmpty={({ series }) => series.length === 0}
    >
      {(range) => (
        <>
          {chart === 'table' ? (
            <Suspense fallback={<Skeleton h={HEIGHT} />}>
              <ChartTable
                times={range.times}
                series={linesOfAnswer(range)}
                unit={unit}
                height={HEIGHT}
                annotations={annotations}
              />
            </Suspense>
          ) : (
            <TimeSeriesChart
              label={`Query ${letter}: ${expression}`}
              unit={unit}
              height={HEIGHT}
              syncKey="explore"
              times={range.times}
              series={linesOfAnswer(range)}
              range={{ from: fromMs / 1000, to: toMs / 1000 }}
              annotations={annotations}
              stacked={chart === 'stacked'}
            />
          )}
          <Remarks answer={range} />
        </>
      )}
    </Answer>
  );
}

/** A query that waits for its check is on its way. */
const whileChecked = <T,>(state: Loadable<T>, checked: boolean): Loadable<T> =>
  checked ? state : { ...state, loading: true };

interface AnswerProps<T> {
  readonly state: Loadable<T>;
  /** The expression as the service got it, with `$__interval` as a time. */
  readonly sent: string;
  readonly isEmpty: (data: T) => boolean;
  readonly children: (data: T) => React.ReactNode;
}

/** A refused expression is shown with its place; everything else as in all widgets. */
function Answer<T>({ state, sent, isEmpty, children }: AnswerProps<T>) {
  const fault = queryFaultOf(state.error, sent);
  if (fault) return <Fault fault={fault} />;
  return (
    <div style={{ minHeight: state.data === undefined ? HEIGHT : undefined }}>
      <PanelContent
        state={state}
        height={HEIGHT}
        isEmpty={isEmpty}
        empty={
          <EmptyState title="No series in this range of time">
            Choose another range, or look in the list of metrics whether the labels have these values.
          </EmptyState>
        }
      >
        {children}
      </PanelContent>
    </div>
  );
}

function Fault({ fault: { excerpt, message } }: { fault: QueryFault }) {
  return (
    <div role="alert">
      <pre className={classes['fault']}>{excerpt === undefined ? message : `${excerpt}\n${message}`}</pre>
    </div>
  );
}

function Remarks({ answer: { series, stepSeconds, warnings } }: { answer: RangeAnswer }) {
  const cut =
    series.length > MOST_LINES
      ? [`${MOST_LINES} of ${series.length} series are shown: sum by a label, or take topk(…).`]
      : [];
  return (
    <Text fz="xs" c="dimmed" pt={4}>
      {[`${series.length} series, one point every ${stepSeconds} s and one at the end.`, ...cut, ...warnings].join(' ')}
    </Text>
  );
}
