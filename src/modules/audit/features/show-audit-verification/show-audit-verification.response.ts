import { z } from 'zod';
import { mismatchReasons } from '../../proof/mismatch.js';

export const auditVerificationResponse = z.object({
  status: z
    .enum(['verified', 'failed', 'behind', 'never'])
    .describe(
      'Of the last verification. verified: every event was what had been sealed. failed: one was not, see ' +
        'firstMismatch. behind: all was well, but that is more than two days ago, or events of more than ten minutes ' +
        'ago are not sealed. never: none has been done.',
    ),
  size: z.int().describe('How many events are sealed.'),
  root: z.string().describe('Root of the hash tree over them (RFC 9162, SHA-256), in hex.'),
  headAt: z.iso.datetime().nullable().describe('When the last seal was made.'),
  verification: z.int().nullable().describe('Id of the last verification.'),
  checkedUpTo: z.string().nullable().describe('Position in the log up to which it found everything as it was sealed.'),
  checkedSize: z.int().nullable().describe('How many events those are; of one that failed, up to the last good seal.'),
  checkedAt: z.iso.datetime().nullable(),
  firstMismatch: z
    .object({
      reason: z.enum(mismatchReasons),
      intact: z.int().describe('How many events, from the first on, are as they were sealed.'),
      position: z
        .string()
        .nullable()
        .describe('Of the event that is not as sealed; where one is gone or unreadable, of the one before it.'),
      eventId: z.string().nullable(),
    })
    .nullable(),
  running: z
    .object({ verification: z.int(), checked: z.int(), of: z.int().describe('0: it has not begun.') })
    .nullable()
    .describe('The verification that is asked for or under way.'),
  head: z
    .object({ size: z.int(), root: z.string(), matches: z.boolean() })
    .nullable()
    .describe('Whether the sealed log had the root that was asked about when it had that size.'),
});
export type AuditVerificationAnswer = z.infer<typeof auditVerificationResponse>;
