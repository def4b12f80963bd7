import { ApiProblem, ServiceAway } from './api-problem';

/** What happened and what to do, for the codes that people meet. The API's own `detail` serves for the others. */
const words: Readonly<Record<string, string>> = {
  ACKNOWLEDGEMENT_OVER: 'The acknowledgement had ended already.',
  ALERT_NOT_FIRING: 'This alert does not fire (any more), so there is nothing to acknowledge.',
  ALERT_RESOLVED: 'This alert has been resolved in the meantime.',
  ALERT_RULE_NAME_TAKEN: 'Another rule has this name. Choose another one.',
  ALERT_RULE_UNKNOWN: 'There is no such rule (any more).',
  ALERT_UNKNOWN: 'There is no such alert (any more).',
  API_KEY_INVALID: 'No such key is known here. Copy it whole, without spaces.',
  API_KEY_REVOKED: 'This key has been revoked. Ask an administrator for a new one.',
  BACKTEST_BUSY: 'Other back-tests are running. Try again in a moment.',
  CHANNEL_EXISTS: 'Another channel has this name. Choose another one.',
  CHANNEL_UNKNOWN: 'There is no such channel (any more).',
  DATABASE_UNAVAILABLE: 'The service cannot reach its database. What is shown may be old.',
  FORBIDDEN: 'Your key does not allow this. Ask an administrator for a key with another role.',
  INTERNAL: 'The service failed at this. It has logged why; please try again.',
  LAST_ADMIN_KEY: 'This is the last admin key. Create another one before you revoke it.',
  PROJECTION_BEHIND: 'The data is still catching up with what was just recorded. Try again in a moment.',
  QUERY_TIMEOUT: 'This query takes too long. Narrow the range of time or the labels.',
  READ_MODEL_REBUILDING: 'This is being built after an upgrade. Settings show how far it is; try again then.',
  SESSION_ENDED: 'Your session has ended. Sign in again.',
  SHUTTING_DOWN: 'The service is restarting.',
  STALE_REVISION: 'Somebody changed this in the meantime. Look at it again before you save.',
  TOO_MANY_FAILED_ATTEMPTS: 'Too many wrong keys from here. Wait a few minutes.',
};

/** An error in words for people. */
export function explainError(error: Error): string {
  if (error instanceof ServiceAway) return 'The service does not answer.';
  if (!(error instanceof ApiProblem)) return 'Something went wrong in the dashboard. Reload the page.';
  return words[error.code] ?? sentence(error.detail || error.title);
}

/** The fault of one field of a form, in words. */
export function faultOf(error: Error | undefined, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((fault) => fault.field === field)?.message;
}

/** Whether who is signed in may not see this: another state than "it failed". */
export const isForbidden = (error: Error | undefined) => error instanceof ApiProblem && error.status === 403;

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
