import { z } from 'zod';
import { reportedId } from '../../../events/reported-fields.js';

/** What may be told of work when it is over. */
export const toldWorkInput = {
  epicId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  storyId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  prNumber: z.int().positive().nullable().optional().describe('Null: on none. Left out: as it is known.'),
  team: reportedId.nullable().optional().describe("Whose work it is. Null: nobody's. Left out: as it is known."),
};

export const tellsNoWorkProblem = 'tells nothing: name epicId, storyId, prNumber or team; null for none';
