import type { ApiItem } from '../../api/api-types';
import { wordsOf } from '../../components/state-words';

type Reason = ApiItem<'/api/notifications'>['reason'];
type Held = ApiItem<'/api/notifications/suppressed'>['reason'];

const reasons: Readonly<Record<Reason, string>> = {
  first: 'First of its group',
  new_alerts: 'New alerts',
  some_resolved: 'Some are over',
  all_resolved: 'All are over',
  repeat: 'Still fires',
  acknowledged: 'Acknowledged',
  silence_ended: 'Its silence ended',
  escalated: 'More severe',
  digest: 'Digest of several groups',
  test: 'Test',
};

const held: Readonly<Record<Held, string>> = {
  silenced: 'Silenced',
  inhibited: 'Held back by another alert',
  acknowledged: 'Somebody has taken it',
  superseded: 'Newer news took its place',
  no_channel: 'Its rule names no channel',
};

/** Why something was told. */
export const reasonWords = (reason: Reason) => reasons[reason] ?? wordsOf(reason);

/** Why something was not told. */
export const heldWords = (reason: Held) => held[reason] ?? wordsOf(reason);

export const reasonOptions = Object.entries(reasons).map(([value, label]) => ({ value, label }));
export const heldOptions = Object.entries(held).map(([value, label]) => ({ value, label }));
