import { z } from 'zod';

export const resentNotification = z.object({
  id: z.string().describe('Of the new notification.'),
  resendOf: z.string(),
  channelName: z.string(),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type ResentNotification = z.infer<typeof resentNotification>;
