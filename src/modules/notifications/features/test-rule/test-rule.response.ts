import { z } from 'zod';

export const testedRule = z.object({
  ruleName: z.string(),
  delivered: z.boolean().describe('Whether every channel of the rule took the message.'),
  channels: z.array(
    z.object({
      name: z.string(),
      delivered: z.boolean(),
      detail: z.string().describe('What the receiver said, as far as it may be told.'),
      notificationId: z.string().nullable().describe('Null where there is no such channel.'),
    }),
  ),
  position: z.string().nullable().describe('Position in the log that includes it; null: nothing was sent.'),
});
export type TestedRule = z.infer<typeof testedRule>;
