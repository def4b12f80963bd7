import type { ApiAnswer } from '../../api/api-types';
import { useApi } from '../../api/use-api';
import { Money } from '../../components/money';
import { moneyWords } from '../../components/money-words';
import { ratioWords } from '../../components/number-words';
import { StatTile } from '../../components/stat-tile';

type Report = ApiAnswer<'get', '/api/cost/report'>;

/** What was spent, what it will be, and how that compares with the budget; all as the API worked it out. */
export function SpendTiles() {
  const today = useApi('/api/cost/report', { query: { period: 'daily' } });
  const month = useApi('/api/cost/report', { query: { period: 'monthly' } });
  return (
    <>
      <StatTile
        label="Spend today"
        state={today}
        value={({ total }) => <Money amount={total} />}
        tone={toneOf}
        note={noteOf}
        to="/cost"
        search={{ period: 'daily' }}
      />
      <StatTile
        label="Spend this month"
        state={month}
        value={({ total }) => <Money amount={total} />}
        tone={toneOf}
        note={noteOf}
        to="/cost"
      />
      <StatTile
        label="Expected this month"
        state={month}
        value={({ forecast }) => (forecast?.current ? <Money amount={forecast.current.expected} /> : '–')}
        note={({ forecast }) => intervalWords(forecast)}
        to="/cost"
      />
    </>
  );
}

const toneOf = ({ budget }: Report) => (budget && budget.usedRatio >= 1 ? 'bad' : undefined);

function noteOf({ budget, unpriced }: Report): string {
  if (budget) return `${ratioWords(budget.usedRatio)} of ${moneyWords(budget.amount)}`;
  return unpriced.calls > 0 ? `${unpriced.calls} calls have no price` : 'no budget set';
}

function intervalWords(forecast: Report['forecast']): string {
  if (!forecast?.current) return 'not enough days to say';
  const { low, high } = forecast.current;
  return low === null || high === null ? 'with the pace so far' : `${moneyWords(low)} to ${moneyWords(high)}`;
}
