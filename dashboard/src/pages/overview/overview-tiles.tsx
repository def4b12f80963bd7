import { SimpleGrid } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { Sparkline } from '../../charts/sparkline';
import { NumberText } from '../../components/number-text';
import { StatTile } from '../../components/stat-tile';
import { alignRange, useTimeRange } from '../../url/time-range';
import { FiringTile } from './firing-tile';
import { useRangeName } from './range-name';
import { completedOf, failedOf, successWords, tokensOf, tokenStep } from './range-totals';
import { SpendTiles } from './spend-tiles';

/** Costs and tokens are kept in quarters of an hour. */
const QUARTER_OF_AN_HOUR = 900;

/** The numbers that answer at a glance: what needs me, is it well, what does it bring, what does it cost. */
export function OverviewTiles() {
  const running = useApi('/api/agents', { query: { state: 'running', limit: 1 } });
  const waiting = useApi('/api/agents', { query: { state: 'waiting_for_input', limit: 1 } });
  const chosen = useTimeRange();
  const { from, to } = chosen;
  // By when it happened, not by when it was told: a late report counts where it belongs.
  const runs = useApi('/api/analytics/agents', { query: { from, to, limit: '1' } });
  const use = useApi('/api/cost/report', {
    query: { period: tokenStep(chosen), ...alignRange(chosen, QUARTER_OF_AN_HOUR) },
  });
  const range = useRangeName();
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, wide: 8 }} spacing="xs">
      <FiringTile />
      <StatTile
        label="Agents running"
        state={running}
        value={({ total }) => <NumberText value={total} />}
        note={() => waitingWords(waiting.data?.total)}
        to="/agents"
        search={{ state: 'running', when: 'any' }}
      />
      <StatTile
        label="Failed runs"
        state={runs}
        value={({ fleet }) => <NumberText value={failedOf(fleet)} />}
        note={({ fleet }) => successWords(fleet, range)}
        to="/agents"
        search={{ when: 'range', state: 'failed' }}
      />
      <StatTile
        label="Tasks completed"
        state={runs}
        value={({ fleet }) => <NumberText value={completedOf(fleet)} />}
        note={({ fleet }) => (fleet.runs === 0 ? `no runs ${range}` : range)}
        to="/performance"
      />
      <SpendTiles />
      <StatTile
        label="Tokens"
        state={use}
        value={(report) => <NumberText value={tokensOf(report)} />}
        note={({ calls }) => (calls === 0 ? `no model calls ${range}` : range)}
        chart={use.data?.calls ? <Sparkline values={use.data.periods.map(({ tokens }) => tokens)} width={72} /> : null}
        to="/cost"
        search={{ span: 'range', period: 'daily', by: 'model' }}
      />
    </SimpleGrid>
  );
}

function waitingWords(total: number | null | undefined): string {
  if (total == null) return 'at work';
  return total === 0 ? 'none waits for input' : `${total} ${total === 1 ? 'waits' : 'wait'} for input`;
}
