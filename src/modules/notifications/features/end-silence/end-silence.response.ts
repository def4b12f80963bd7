import { z } from 'zod';

export const endedSilence = z.object({
  id: z.string(),
  endsAt: z.string(),
  changed: z.boolean().describe('false: it had ended already, nothing was recorded.'),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type EndedSilence = z.infer<typeof endedSilence>;
