import type { StateShape } from '../../components/state-words';
import { wordsOf } from '../../components/state-words';
import type { Tone } from '../../components/tones';
import type { HistoryEntry } from './alert-types';

export type HistoryKind = 'state' | 'people' | 'delivery';

export interface HistoryWords {
  readonly kind: HistoryKind;
  readonly what: string;
  readonly tone: Tone;
  readonly shape: StateShape;
  /** Details that are words of their own; undefined: the entry's detail as it is. */
  readonly detail?: string | null;
}

type Told = Pick<HistoryEntry, 'type' | 'detail' | 'channel' | 'by'>;

/** What an entry of an alert's history says to people. */
export function historyWords({ type, detail, channel, by }: Told): HistoryWords {
  const reason = detail === null ? null : (reasons[detail] ?? detail);
  switch (type) {
    case 'AlertPendingStarted':
      return state('The condition holds; pending', 'info', 'clock');
    case 'AlertFired':
      return { ...state('Fired', 'bad', 'bell'), detail: detail === null ? null : `as ${detail}` };
    case 'AlertPendingEnded':
      return { ...state('Ended before it fired', 'quiet', 'stop'), detail: reason };
    case 'AlertConditionCleared':
      return { ...state('The condition holds no more; it goes on firing', 'info', 'clock'), detail: reason };
    case 'AlertConditionReturned':
      return state('The condition holds again', 'bad', 'bell');
    case 'AlertPendingRestarted':
      return state('Pending again, for its rule now asks for a longer time', 'info', 'clock');
    case 'AlertResolved':
      return { ...state('Resolved', 'ok', 'check'), detail: reason };
    case 'AlertAcknowledged':
      return people(`${by} acknowledged it`, 'warn', 'check');
    case 'AlertAcknowledgementEnded':
      return { ...people('Acknowledged no more', 'bad', 'bell'), detail: reason };
    case 'SilenceBegan':
      return { ...people(`Silenced by ${by}`, 'quiet', 'muted'), detail: withoutId(detail) };
    case 'SilenceOver':
      return { ...people('Silence over', 'quiet', 'bell'), detail: null };
    case 'NotificationSent':
      return delivery(`Sent to ${channel}`, 'ok', 'check');
    case 'NotificationFailed':
      return delivery(`Not delivered to ${channel}`, 'bad', 'cross');
    case 'NotificationQueued':
      return delivery(`On its way to ${channel}`, 'info', 'clock');
    case 'NotificationSuppressed':
      return {
        ...delivery(channel === null ? 'Nobody was told' : `Not sent to ${channel}`, 'quiet', 'muted'),
        detail: suppressions[detail?.split(':')[0] ?? ''] ?? detail,
      };
    default:
      return state(wordsOf(type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()), 'quiet', 'dot');
  }
}

const entry =
  (kind: HistoryKind) =>
  (what: string, tone: Tone, shape: StateShape): HistoryWords => ({ kind, what, tone, shape });
const state = entry('state');
const people = entry('people');
const delivery = entry('delivery');

const reasons: Readonly<Record<string, string>> = {
  recovered: 'the condition holds no more',
  no_data: 'its series is gone',
  rule_changed: 'its rule was changed',
  rule_disabled: 'its rule was disabled',
  rule_deleted: 'its rule was deleted',
  keep_firing_for: 'its rule keeps it firing for a while',
  expired: 'its time was over',
  withdrawn: 'somebody gave it back',
  severity_worsened: 'it became more severe',
};

/** Why nobody was told; what follows in the API's text are ids. */
const suppressions: Readonly<Record<string, string>> = {
  silenced: 'a silence holds it back',
  inhibited: 'another alert that fires holds it back',
  acknowledged: 'somebody has taken it',
  superseded: 'newer news took its place',
  'no channel': 'its rule names no channel',
};

/** Why an alert ended, in words. */
export const reasonWords = (reason: string) => reasons[reason] ?? wordsOf(reason).toLowerCase();

/** `<id>: <comment>` without the id. */
const withoutId = (detail: string | null) => detail?.replace(/^[^:\s]+: /, '') ?? null;
