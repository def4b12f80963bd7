import { z } from 'zod';

export const receivedGithubDelivery = z.object({
  delivery: z.string(),
  event: z.string(),
  facts: z
    .array(
      z.object({
        id: z.string(),
        type: z.string(),
        status: z.enum(['accepted', 'duplicate']),
        flags: z.array(z.string()).optional(),
      }),
    )
    .describe('What the delivery stands for; duplicate when it came before.'),
  position: z.string(),
});
