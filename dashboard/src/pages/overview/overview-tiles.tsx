import { SimpleGrid } from '@mantine/core';
import { useApi } from '../../api/use-api';
import type { InstantSample } from '../../charts/promql-answer';
import { Sparkline } from '../../charts/sparkline';
import { useInstantQuery, useRangeQuery } from '../../charts/use-range-query';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { ratioWords } from '../../components/number-words';
import { StatTile } from '../../components/stat-tile';

const ERROR_RATE =
  'sum(increase(orchestrate_agent_failures_total[$__range])) / ' +
  '(sum(increase(orchestrate_agent_failures_total[$__range])) + sum(increase(orchestrate_agent_completions_total[$__range])))';

/** The numbers that answer at a glance. */
export function OverviewTiles() {
  const running = useApi('/api/agents', { query: { state: 'running', limit: 1 } });
  const firing = useApi('/api/alerts', { query: { status: 'active', limit: 1 } });
  const today = useApi('/api/cost/report', { query: { period: 'daily' } });
  const month = useApi('/api/cost/report', { query: { period: 'monthly' } });
  const errors = useInstantQuery(ERROR_RATE);
  const completed = useInstantQuery('sum(increase(orchestrate_agent_completions_total[$__range]))');
  const shape = useRangeQuery('sum(increase(orchestrate_agent_completions_total[$__interval]))', { width: 240 });
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="xs">
      <StatTile
        label="Agents running"
        state={running}
        value={({ total }) => <NumberText value={total} />}
        to="/agents"
        search={{ state: 'running' }}
      />
      <StatTile
        label="Alerts firing"
        state={firing}
        value={({ total }) => <NumberText value={total} />}
        tone={({ total }) => (total ? 'bad' : undefined)}
        note={({ total }) => (total === 0 ? 'nothing needs you' : 'not resolved')}
        to="/alerts"
        search={{ status: 'active' }}
      />
      <StatTile
        label="Spend today"
        state={today}
        value={({ total }) => <Money amount={total} />}
        note={({ timeZone }) => timeZone}
        to="/cost"
        search={{ period: 'daily' }}
      />
      <StatTile
        label="Spend this month"
        state={month}
        value={({ total }) => <Money amount={total} />}
        tone={({ budget }) => (budget && budget.usedRatio >= 1 ? 'bad' : undefined)}
        note={({ budget }) => (budget ? `${ratioWords(budget.usedRatio)} of the budget` : 'no budget set')}
        to="/cost"
      />
      <StatTile
        label="Failed runs"
        state={errors}
        value={(samples) => <NumberText value={firstOf(samples)} as="ratio" />}
        note={() => 'of the runs that ended in the range'}
        to="/performance"
      />
      <StatTile
        label="Tasks completed"
        state={completed}
        value={(samples) => <NumberText value={rounded(firstOf(samples))} />}
        note={() => 'in the range'}
        chart={shape.data?.series[0] ? <Sparkline values={shape.data.series[0].values} width={72} /> : null}
        to="/performance"
      />
    </SimpleGrid>
  );
}

/** Null: nothing happened that could be counted, or a part of nothing. */
function firstOf(samples: readonly InstantSample[]): number | null {
  const value = samples[0]?.value;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** `increase` interpolates; nobody completes half a task. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value));
