import type { ApiAnswer } from '../../api/api-types';
import { exactWords } from '../../components/number-words';

export type Verification = ApiAnswer<'get', '/api/audit/verify'>;
export type Mismatch = NonNullable<Verification['firstMismatch']>;

/** Of what was sealed, this much has to be verified for the log to count as verified: the rest came since. */
const NEARLY_ALL = 0.95;

/** The state to show: what is well in a small part of the log is not all well. */
export function shownState({ status, checkedSize, size }: Verification): string {
  return status === 'verified' && (checkedSize ?? 0) < NEARLY_ALL * size ? 'partly_verified' : status;
}

/** `5,024 of 96,951 events`. */
export function coverageWords({ checkedSize, size }: Verification): string {
  const checked = checkedSize ?? 0;
  return checked < size ? `${exactWords(checked)} of ${exactWords(size)} events` : `${exactWords(checked)} events`;
}

/** What a state of the verification says, in a sentence. */
export function verificationWords({ status, checkedUpTo, checkedSize, size }: Verification): string {
  switch (status) {
    case 'verified':
      return checkedUpTo === null
        ? 'There is no event to verify.'
        : `Every event up to position ${checkedUpTo} is what was sealed soon after it came.` +
            ((checkedSize ?? 0) < size ? ' What came since is verified once a day, or when you ask for it.' : '');
    case 'behind':
      return 'Nothing was amiss, but that is more than two days ago, or new events are not sealed.';
    case 'failed':
      return 'The event log is not what was sealed.';
    case 'never':
      return 'The event log has not been compared with its seals yet.';
  }
}

/** The first place at which the log is not what it was. */
export function mismatchWords({ reason, intact, position, eventId }: Mismatch): string {
  const event = `Event ${eventId} at position ${position}`;
  const after = position === null ? 'at the beginning of the log' : `after position ${position}`;
  switch (reason) {
    case 'event_changed':
      return `${event} is not what was sealed.`;
    case 'event_added':
      return `${event} was not there when this part was sealed.`;
    case 'event_moved':
      return `${event} stood elsewhere.`;
    case 'event_removed':
      return `An event ${after} is gone.`;
    case 'event_unreadable':
      return `The event ${after} cannot be read.`;
    case 'seal_changed':
      return `The seal that follows on ${intact} events is not what it was.`;
    case 'seal_missing':
      return `The seal that follows on ${intact} events is gone.`;
  }
}
