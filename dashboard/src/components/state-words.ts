import type { Tone } from './tones';

/** How a state is shown: its word, its colour, and the shape that says the same without colour. */
export interface StateLook {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: StateShape;
}

export type StateShape = 'play' | 'clock' | 'pause' | 'check' | 'cross' | 'stop' | 'alert' | 'bell' | 'muted' | 'dot';

const look = (word: string, tone: Tone, shape: StateShape): StateLook => ({ word, tone, shape });

/** All state words of the API in one vocabulary, for the same word means the same wherever it stands. */
const looks: Readonly<Record<string, StateLook>> = {
  // agents
  created: look('Created', 'quiet', 'dot'),
  initializing: look('Initializing', 'info', 'clock'),
  running: look('Running', 'ok', 'play'),
  waiting_for_input: look('Waiting for input', 'warn', 'pause'),
  waiting_for_external: look('Waiting for external', 'info', 'clock'),
  paused: look('Paused', 'quiet', 'pause'),
  completed: look('Completed', 'quiet', 'check'),
  failed: look('Failed', 'bad', 'cross'),
  terminated: look('Terminated', 'quiet', 'stop'),
  // alerts and silences
  pending: look('Pending', 'info', 'clock'),
  firing: look('Firing', 'bad', 'bell'),
  active: look('Active', 'bad', 'bell'),
  acknowledged: look('Acknowledged', 'warn', 'check'),
  silenced: look('Silenced', 'quiet', 'muted'),
  resolved: look('Resolved', 'ok', 'check'),
  expired: look('Expired', 'quiet', 'stop'),
  scheduled: look('Scheduled', 'info', 'clock'),
  ended: look('Ended', 'quiet', 'stop'),
  // severities
  critical: look('Critical', 'bad', 'alert'),
  error: look('Error', 'bad', 'alert'),
  high: look('High', 'bad', 'alert'),
  warning: look('Warning', 'warn', 'alert'),
  medium: look('Medium', 'warn', 'alert'),
  low: look('Low', 'info', 'dot'),
  info: look('Info', 'info', 'dot'),
  // deliveries of software and of messages
  triggered: look('Triggered', 'info', 'clock'),
  queued: look('Queued', 'quiet', 'clock'),
  in_progress: look('In progress', 'info', 'play'),
  succeeded: look('Succeeded', 'ok', 'check'),
  success: look('Success', 'ok', 'check'),
  failure: look('Failure', 'bad', 'cross'),
  rolled_back: look('Rolled back', 'warn', 'cross'),
  cancelled: look('Cancelled', 'quiet', 'stop'),
  sent: look('Sent', 'ok', 'check'),
  delivered: look('Delivered', 'ok', 'check'),
  suppressed: look('Suppressed', 'quiet', 'muted'),
  superseded: look('Superseded', 'quiet', 'stop'),
  retrying: look('Retrying', 'warn', 'clock'),
  // approvals, pull requests, stories, incidents
  requested: look('Requested', 'info', 'clock'),
  granted: look('Granted', 'ok', 'check'),
  approved: look('Approved', 'ok', 'check'),
  denied: look('Denied', 'bad', 'cross'),
  open: look('Open', 'info', 'dot'),
  merged: look('Merged', 'ok', 'check'),
  closed: look('Closed', 'quiet', 'stop'),
  detected: look('Detected', 'bad', 'alert'),
  investigating: look('Investigating', 'warn', 'clock'),
  mitigated: look('Mitigated', 'info', 'check'),
  // the event log beside its seals
  verified: look('Verified', 'ok', 'check'),
  partly_verified: look('Verified in part', 'quiet', 'check'),
  never: look('Never verified', 'warn', 'clock'),
  // the service and its parts
  ok: look('OK', 'ok', 'check'),
  up: look('Up', 'ok', 'check'),
  ready: look('Ready', 'ok', 'check'),
  healthy: look('Healthy', 'ok', 'check'),
  current: look('Current', 'ok', 'check'),
  degraded: look('Degraded', 'warn', 'alert'),
  behind: look('Behind', 'warn', 'clock'),
  outdated: look('Outdated', 'warn', 'clock'),
  unhealthy: look('Unhealthy', 'bad', 'cross'),
  failing: look('Failing', 'bad', 'cross'),
  unowned: look('Unowned', 'warn', 'alert'),
  waiting: look('Waiting', 'info', 'clock'),
  empty: look('Empty', 'ok', 'check'),
  down: look('Down', 'bad', 'cross'),
  not_ready: look('Not ready', 'bad', 'cross'),
  enabled: look('Enabled', 'ok', 'check'),
  disabled: look('Disabled', 'quiet', 'pause'),
  revoked: look('Revoked', 'quiet', 'stop'),
  unknown: look('Unknown', 'quiet', 'dot'),
};

/** The look of a state as the API names it; one that is not known yet is shown by its own word. */
export function stateLook(state: string | null | undefined): StateLook {
  if (state == null) return looks['unknown']!;
  return looks[state] ?? look(wordsOf(state), 'quiet', 'dot');
}

/** `waiting_for_input` as `Waiting for input`. */
export function wordsOf(name: string): string {
  const text = name.replaceAll(/[_-]+/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
