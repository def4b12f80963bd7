import { useMemo } from 'react';
import { TimeSeriesChart } from '../../../charts/time-series-chart';
import { EmptyState } from '../../../components/empty-state';
import { Panel } from '../../../components/panel';
import type { WhatIf } from './what-if-result';

const HEIGHT = 220;

/** Both costs day by day. */
export function WhatIfChart({ answer }: { answer: WhatIf }) {
  const { times, series } = useMemo(() => linesOfDays(answer), [answer]);
  return (
    <Panel
      title="By day"
      unit="USD"
      height={HEIGHT}
      state={{ data: answer, error: undefined, loading: false, updatedAt: undefined, retry: () => {} }}
      isEmpty={({ byDay }) => byDay.length < 2}
      empty={<EmptyState title="One day alone makes no line">Look at more days.</EmptyState>}
    >
      {() => (
        <TimeSeriesChart
          label="Cost by day, as it was and as it would have been"
          unit="usd"
          timeZone={answer.timeZone}
          height={HEIGHT}
          times={times}
          series={series}
          onZoom={() => {}}
        />
      )}
    </Panel>
  );
}

function linesOfDays({ byDay }: WhatIf) {
  const drawn = (cost: string | null) => (cost === null ? null : Number(cost));
  return {
    times: byDay.map(({ from }) => Date.parse(from) / 1000),
    series: [
      {
        key: 'actual',
        label: 'It cost',
        values: byDay.map(({ actual }) => drawn(actual)),
        colour: 'var(--ink-soft)',
        dash: [5, 4],
      },
      {
        key: 'hypothetical',
        label: 'It would have cost',
        values: byDay.map(({ hypothetical }) => drawn(hypothetical)),
        colour: 'var(--series-0)',
      },
    ],
  };
}
