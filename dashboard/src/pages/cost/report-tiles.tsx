import { SimpleGrid } from '@mantine/core';
import type { Loadable } from '../../api/loadable';
import { Money } from '../../components/money';
import { moneyWords } from '../../components/money-words';
import { exactWords, ratioWords } from '../../components/number-words';
import { StatTile } from '../../components/stat-tile';
import type { CostReport, CostSearch } from './cost-search';
import { keptSearch } from './kept-search';

/** The sums that matter, each with where its parts are. */
export function ReportTiles({ state, search }: { state: Loadable<CostReport>; search: CostSearch }) {
  const kept = keptSearch(search);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs">
      <StatTile
        label="Spent"
        state={state}
        value={({ total, calls }) => (calls === 0 ? '–' : <Money amount={total} />)}
        note={({ calls }) => (calls === 0 ? 'no model calls' : `${exactWords(calls)} model calls`)}
        to="/cost"
        search={{ ...kept, by: 'agent_type' }}
      />
      <StatTile
        label="When the period is over"
        state={state}
        value={({ forecast }) => (forecast?.current ? <Money amount={forecast.current.expected} /> : '–')}
        note={({ forecast, period }) =>
          forecast === null
            ? period === 'hourly'
              ? 'hours are not forecast'
              : 'not enough days to say'
            : forecast.current === null
              ? 'it is over'
              : intervalWords(forecast.current)
        }
        to="/cost"
        search={kept}
      />
      <StatTile
        label="Budget"
        state={state}
        value={({ budget }) => (budget ? ratioWords(budget.usedRatio) : '–')}
        tone={({ budget }) => (budget && budget.usedRatio >= 1 ? 'bad' : undefined)}
        note={({ budget }) => (budget ? `of ${moneyWords(budget.amount)}, ${budget.name}` : 'none for this; set one')}
        to="/cost/budgets"
      />
      <StatTile
        label="On no known work"
        state={state}
        value={({ unattributed }) => (unattributed.calls === 0 ? 'none' : <Money amount={unattributed.cost} />)}
        note={({ unattributed: { share } }) =>
          share === null ? 'names no epic, story or pull request' : `${ratioWords(share)} of what was spent`
        }
        to="/cost"
        search={{ ...kept, by: 'epic' }}
      />
    </SimpleGrid>
  );
}

function intervalWords({ low, high }: { low: string | null; high: string | null }): string {
  return low === null || high === null ? 'expected' : `expected, ${moneyWords(low)} to ${moneyWords(high)}`;
}
