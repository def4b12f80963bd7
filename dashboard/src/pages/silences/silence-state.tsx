import { StateBadge } from '../../components/state-badge';
import type { Silence } from './silence-words';

/** The state of a silence. One that is active is quiet: that something is held back is no alarm. */
export function SilenceState({ state }: Pick<Silence, 'state'>) {
  return state === 'active' ? <StateBadge state="silenced" word="Active" /> : <StateBadge state={state} />;
}
