import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Head } from '../../proof/log-comparison.js';
import type { AuditVerificationAnswer } from './show-audit-verification.response.js';

export const showAuditVerificationQuery = z.strictObject({
  head: z
    .string()
    .regex(/^[1-9]\d{0,14}:[0-9a-fA-F]{64}$/, 'is a size and a root, as in 1200:9f86d0…, with 64 hexadecimal digits')
    .optional()
    .describe('A size and its root that were noted earlier: `<size>:<root>`.'),
});

/** What is known of whether the log is still what it was; and whether it ever was what somebody noted. */
export class ShowAuditVerification extends Query<AuditVerificationAnswer> {
  constructor(readonly head: Head | undefined) {
    super();
  }
}
