import { z } from 'zod';

export const replayedRecords = z.object({
  known: z.int().describe('Records that are known now, and so no longer kept.'),
  unknown: z.int().describe('Records that are still unknown, and still kept.'),
  recorded: z.int().describe('Facts that were recorded from those that are known.'),
  refused: z.int().describe('Records that are known and cannot be facts.'),
  position: z.string().nullable().describe('Position that includes the recorded facts; null: there are none.'),
});
export type ReplayedRecords = z.infer<typeof replayedRecords>;
