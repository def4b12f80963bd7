import { useMemo } from 'react';
import { TimeSeriesChart } from '../../../charts/time-series-chart';
import { moneyWords } from '../../../components/money-words';
import type { Budget } from './budget-card';
import { burnDownLines } from './burn-down';

const HEIGHT = 210;

/** Day by day towards the amount, with what is to come. */
export function BurnDownChart({ budget, readAt }: { budget: Budget; readAt: number }) {
  const lines = useMemo(() => burnDownLines(budget, readAt), [budget, readAt]);
  const { name, amount, breach, from, to, timeZone } = budget;
  const threshold = useMemo(() => ({ value: Number(amount), label: `Budget ${moneyWords(amount)}` }), [amount]);
  const annotations = useMemo(
    () =>
      breach
        ? [
            {
              at: Date.parse(breach.day) / 1000,
              label: breach.projected ? 'Expected to be used up' : 'Used up',
              tone: 'bad' as const,
            },
          ]
        : [],
    [breach],
  );
  return (
    <TimeSeriesChart
      label={`Burn-down of ${name}, USD`}
      unit="usd"
      timeZone={timeZone}
      height={HEIGHT}
      {...lines}
      threshold={threshold}
      annotations={annotations}
      range={{ from: Date.parse(from) / 1000, to: Date.parse(to) / 1000 }}
      onZoom={() => {}}
    />
  );
}
