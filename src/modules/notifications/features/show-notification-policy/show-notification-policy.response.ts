import { z } from 'zod';
import { policyAnswer } from '../set-notification-policy/set-notification-policy.request.js';

export const notificationPolicyResponse = z.object({
  ...policyAnswer,
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type NotificationPolicyAnswer = z.infer<typeof notificationPolicyResponse>;
