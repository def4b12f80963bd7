import { useApi } from '../../api/use-api';
import { NumberText } from '../../components/number-text';
import { StatTile } from '../../components/stat-tile';
import { FIRING, firingWords } from './firing-words';

/** How many alerts fire. Pending ones do not yet, and are told apart. */
export function FiringTile() {
  const firing = useApi('/api/alerts', { query: { status: FIRING.join(','), limit: 1 } });
  const silenced = useApi('/api/alerts', { query: { status: 'silenced', limit: 1 } });
  const pending = useApi('/api/alerts', { query: { status: 'pending', limit: 1 } });
  return (
    <StatTile
      label="Alerts firing"
      state={firing}
      value={({ total }) => <NumberText value={total} />}
      tone={({ total }) => (total ? 'bad' : undefined)}
      note={({ total }) => firingWords(total, silenced.data?.total, pending.data?.total)}
      to="/alerts"
      search={{ status: [...FIRING] }}
    />
  );
}
