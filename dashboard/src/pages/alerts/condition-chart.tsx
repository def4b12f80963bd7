import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { combine, type Loadable, mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import type { Annotation, ChartSeries } from '../../charts/chart-series';
import { linesOf } from '../../charts/chart-series';
import type { RangeAnswer } from '../../charts/promql-answer';
import { unitOfRule, type RuleUnit } from '../../charts/rule-value';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import { type Unit, unitNames, unitWords } from '../../charts/units';
import { useCheckedRangeQuery } from '../../charts/use-checked-range-query';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { useAsOf } from '../../url/as-of';
import { useRangeAnchor } from '../../url/range-anchor';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import type { AlertDetail } from './alert-types';
import { type ConditionParts, conditionParts, rangeAround, seriesOf } from './condition-series';

const HEIGHT = 240;

interface Drawn {
  readonly data: RangeAnswer;
  /** What the condition compares with, where it changes with time. */
  readonly limits: RangeAnswer | undefined;
}

/** What the rule measures, around the alert: its limit, and when it fired and ended. */
export function ConditionChart({ alert, unit: ruleUnit }: { alert: AlertDetail; unit: RuleUnit | undefined }) {
  const { ruleId, labels, pendingSince, triggeredAt, resolvedAt } = alert;
  const explained = useApi('/api/alerts/rules/{idOrName}/explain', {
    path: { idOrName: ruleId },
    query: { at: triggeredAt ?? pendingSince },
  });
  const parts = explained.data && conditionParts(explained.data);
  const anchor = useRangeAnchor();
  const asOf = useAsOf();
  const [zoomed, zoom] = useZoom();
  const around = rangeAround(pendingSince, resolvedAt, asOf === undefined ? anchor : Date.parse(asOf));
  const range = zoomed ?? around;
  const measured = useCheckedRangeQuery(parts?.measured ?? '', { range });
  const limit = useCheckedRangeQuery(parts?.limit ?? '', { range });
  const unit = unitOfRule(ruleUnit);
  const annotations = useMemo(() => marksOf(alert.history), [alert.history]);
  const answer: Loadable<Drawn> =
    parts?.limit === undefined
      ? mapLoadable(measured, (data) => ({ data, limits: undefined }))
      : mapLoadable(combine(measured, limit), ([data, limits]) => ({ data, limits }));
  // Until the rule is known there is nothing to measure.
  const state: Loadable<Drawn> = parts ? answer : { ...explained, data: undefined };
  const [operator, level] = [parts?.operator, parts?.threshold];
  const threshold = useMemo(() => thresholdOf(operator, level, unit), [operator, level, unit]);
  return (
    <Panel
      title="What the rule measures"
      unit={unitNames[unit]}
      height={HEIGHT}
      state={state}
      isEmpty={({ data }) => data.series.length === 0}
      empty={
        <EmptyState title="No samples in this time">
          The series may be gone, or the rule may measure something else by now.
        </EmptyState>
      }
      actions={
        <>
          {zoomed ? (
            <Button size="compact-xs" variant="subtle" onClick={() => zoom(undefined)}>
              Whole alert
            </Button>
          ) : null}
          {parts ? (
            <Anchor component={Link} to="/explore" search={exploreSearch(parts, range) as never} fz="xs">
              Open in Metrics
            </Anchor>
          ) : null}
        </>
      }
    >
      {({ data, limits }) => (
        <TimeSeriesChart
          label={`${alert.ruleName}: what the rule measures`}
          unit={unit}
          height={HEIGHT}
          times={data.times}
          series={[
            ...linesOf({ ...data, series: ownOrAll(seriesOf(data, labels), data.series) }, undefined, alert.ruleName),
            ...(limits ? limitLines(linesOf({ ...limits, series: seriesOf(limits, labels) })) : []),
          ]}
          range={{ from: data.times[0] ?? range.start, to: data.times.at(-1) ?? range.end }}
          annotations={annotations}
          {...(threshold ? { threshold } : {})}
          onZoom={(from, to) => zoom({ start: from, end: to })}
        />
      )}
    </Panel>
  );
}

/** Labels of the rule may hide those of the series; then all are better than none. */
const ownOrAll = <T,>(own: readonly T[], all: readonly T[]) => (own.length > 0 ? own : all);

const limitLines = (lines: readonly ChartSeries[]): ChartSeries[] =>
  lines.map((line) => ({ ...line, key: `limit ${line.key}`, label: 'Limit', colour: '--bad', dash: [6, 4] }));

const thresholdOf = (operator: string | undefined, level: number | undefined, unit: Unit) =>
  level === undefined ? undefined : { value: level, label: `${operator} ${unitWords(unit, level)}` };

const marks: Readonly<Record<string, Omit<Annotation, 'at'>>> = {
  AlertPendingStarted: { label: 'Pending', tone: 'info' },
  AlertFired: { label: 'Fired', tone: 'bad' },
  AlertConditionCleared: { label: 'Condition holds no more', tone: 'quiet' },
  AlertConditionReturned: { label: 'Condition holds again', tone: 'bad' },
  AlertAcknowledged: { label: 'Acknowledged', tone: 'warn' },
  SilenceBegan: { label: 'Silenced', tone: 'quiet' },
  AlertResolved: { label: 'Resolved', tone: 'ok' },
};

const marksOf = (history: AlertDetail['history']): Annotation[] =>
  history.flatMap(({ type, at }) => (marks[type] ? [{ at: Date.parse(at) / 1000, ...marks[type] }] : []));

/** The part of the time that is looked at, kept in the address. */
function useZoom(): [
  { start: number; end: number } | undefined,
  (range: { start: number; end: number } | undefined) => void,
] {
  const text = textOf(useSearchParams()['chart']);
  const setSearch = useSetSearch();
  const [start = Number.NaN, end = Number.NaN] = (text ?? '').split('~').map((one) => Date.parse(one) / 1000);
  return [
    start < end ? { start, end } : undefined,
    (range) => setSearch({ chart: range && `${iso(range.start)}~${iso(range.end)}` }, { replace: true }),
  ];
}

const iso = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

const exploreSearch = ({ measured }: ConditionParts, { start, end }: { start: number; end: number }) => ({
  query: measured,
  from: iso(start),
  to: iso(end),
});
