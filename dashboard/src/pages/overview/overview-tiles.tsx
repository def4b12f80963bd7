import { SimpleGrid } from '@mantine/core';
import { useApi } from '../../api/use-api';
import type { InstantSample } from '../../charts/promql-answer';
import { Sparkline } from '../../charts/sparkline';
import { useInstantQuery, useRangeQuery } from '../../charts/use-range-query';
import { NumberText } from '../../components/number-text';
import { StatTile } from '../../components/stat-tile';
import { useRangeName } from './range-name';
import { SpendTiles } from './spend-tiles';

const ERROR_RATE =
  'sum(increase(orchestrate_agent_failures_total[$__range])) / ' +
  '(sum(increase(orchestrate_agent_failures_total[$__range])) + sum(increase(orchestrate_agent_completions_total[$__range])))';

/** The numbers that answer at a glance: what needs me, is it well, what does it bring, what does it cost. */
export function OverviewTiles() {
  const firing = useApi('/api/alerts', { query: { status: 'active', limit: 1 } });
  const running = useApi('/api/agents', { query: { state: 'running', limit: 1 } });
  const waiting = useApi('/api/agents', { query: { state: 'waiting_for_input', limit: 1 } });
  const errors = useInstantQuery(ERROR_RATE);
  const completed = useInstantQuery('sum(increase(orchestrate_agent_completions_total[$__range]))');
  const pace = useRangeQuery('sum(increase(orchestrate_agent_completions_total[$__interval]))', { width: 240 });
  const tokens = useInstantQuery('sum(increase(orchestrate_tokens_total[$__range]))');
  const use = useRangeQuery('sum(increase(orchestrate_tokens_total[$__interval]))', { width: 240 });
  const range = useRangeName();
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
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
        label="Agents running"
        state={running}
        value={({ total }) => <NumberText value={total} />}
        note={() => waitingWords(waiting.data?.total)}
        to="/agents"
        search={{ state: 'running' }}
      />
      <StatTile
        label="Failed runs"
        state={errors}
        value={(samples) => <NumberText value={firstOf(samples)} as="ratio" />}
        note={() => `of those that ended ${range}`}
        to="/agents"
        search={{ state: 'failed' }}
      />
      <StatTile
        label="Tasks completed"
        state={completed}
        value={(samples) => <NumberText value={rounded(firstOf(samples))} />}
        note={() => range}
        chart={pace.data?.series[0] ? <Sparkline values={pace.data.series[0].values} width={72} /> : null}
        to="/performance"
      />
      <SpendTiles />
      <StatTile
        label="Tokens"
        state={tokens}
        value={(samples) => <NumberText value={rounded(firstOf(samples))} />}
        note={() => range}
        chart={use.data?.series[0] ? <Sparkline values={use.data.series[0].values} width={72} /> : null}
        to="/explore"
        search={{ query: 'stacked:sum by (model) (rate(orchestrate_tokens_total[$__interval])) * 60' }}
      />
    </SimpleGrid>
  );
}

function waitingWords(total: number | null | undefined): string {
  if (total == null) return 'at work';
  return total === 0 ? 'none waits for input' : `${total} ${total === 1 ? 'waits' : 'wait'} for input`;
}

/** Null: nothing happened that could be counted, or a part of nothing. */
function firstOf(samples: readonly InstantSample[]): number | null {
  const value = samples[0]?.value;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** `increase` interpolates; nobody completes half a task. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value));
