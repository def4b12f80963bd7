import { Stack, Text } from '@mantine/core';
import type { Loadable } from '../../api/loadable';
import { type Bar, BarList } from '../../charts/bar-list';
import { EmptyState } from '../../components/empty-state';
import { KeyValueList } from '../../components/key-value-list';
import { Money } from '../../components/money';
import { ratioWords } from '../../components/number-words';
import { Panel } from '../../components/panel';
import type { CostReport } from './cost-search';
import { dayWords } from './day-words';

type Forecast = NonNullable<CostReport['forecast']>;
type Sum = Pick<Forecast, 'from' | 'to' | 'expected' | 'low' | 'high'>;

const methods = {
  mean: 'the mean of all days',
  trend_and_weekday: 'a line through all days, and how each weekday differs from it',
} as const;

/** What is to come, with its interval, and how far off the same method was before. */
export function ForecastPanel({ state }: { state: Loadable<CostReport> }) {
  return (
    <Panel
      title="Forecast"
      unit="USD"
      height="auto"
      state={state}
      isEmpty={({ forecast }) => forecast === null}
      empty={
        state.data?.period === 'hourly' ? (
          <EmptyState title="Days are forecast, not hours">Choose daily, weekly or monthly.</EmptyState>
        ) : (
          <EmptyState title="Not enough days yet">
            A forecast needs three whole days since the first model call. It comes by itself.
          </EmptyState>
        )
      }
    >
      {({ forecast, timeZone }) => (forecast ? <Sums forecast={forecast} timeZone={timeZone} /> : null)}
    </Panel>
  );
}

function Sums({ forecast, timeZone }: { forecast: Forecast; timeZone: string }) {
  const { current, backTest, basedOn, confidence, method } = forecast;
  return (
    <Stack gap="xs">
      <BarList
        label="Expected cost, with intervals"
        bars={[...(current ? [barOf('This period', current, timeZone)] : []), barOf('Next period', forecast, timeZone)]}
      />
      <KeyValueList
        items={[
          ...(current ? [{ name: 'This period', value: <Interval {...current} /> }] : []),
          { name: 'Next period', value: <Interval {...forecast} /> },
        ]}
      />
      <Text fz="xs" c="dimmed">
        The marks are the interval that held {ratioWords(confidence)} of the errors of past forecasts. By{' '}
        {methods[method]}, of {basedOn.days} days since {dayWords(basedOn.from, timeZone)}.
      </Text>
      <Text fz="xs" c="dimmed">
        <BackTest {...backTest} />
      </Text>
    </Stack>
  );
}

function barOf(name: string, sum: Sum, timeZone: string): Bar {
  const { from, to, expected, low, high } = sum;
  return {
    key: name,
    label: <span title={`${dayWords(from, timeZone)} to ${dayWords(to, timeZone)}`}>{name}</span>,
    value: Number(expected),
    low: low === null ? null : Number(low),
    high: high === null ? null : Number(high),
    text: <Money amount={expected} />,
    colour: 'var(--mantine-color-accent-5)',
  };
}

function Interval({ low, high }: Sum) {
  if (low === null || high === null) return 'too little is known for an interval';
  return (
    <>
      <Money amount={low} /> to <Money amount={high} />
    </>
  );
}

function BackTest({ folds, horizonDays, meanAbsoluteError, relativeError }: Forecast['backTest']) {
  if (folds === 0) return <>It has not been tried on past days yet: there are too few of them.</>;
  return (
    <>
      Tried on {folds} past spans of {horizonDays} {horizonDays === 1 ? 'day' : 'days'}, it was off by{' '}
      <Money amount={meanAbsoluteError} /> on average
      {relativeError === null ? '' : `, ${ratioWords(relativeError)} of what was spent`}.
    </>
  );
}
