import type { JobKind } from '../../../platform/queues/job-queues.js';

/** One attempt to send a message. The message itself stays in the outbox, under the id of this job's intent. */
export interface AttemptJob {
  readonly notificationId: string;
  /** Whose message is sent: its own, or that of the notification that is sent again. */
  readonly messageId: string;
  readonly channelId: string;
  readonly channelName: string;
  /** Name of the channel that is used when this one refuses for good. */
  readonly fallback: string | null;
  readonly attempt: number;
  readonly failures: number;
  /** Milliseconds. */
  readonly queuedAt: number;
  /** When what it tells came about. */
  readonly since: number;
}

export const attemptJobs: JobKind<AttemptJob> = { name: 'notification-attempts' };
