import { z } from 'zod';
import { reportedId, reportedTime } from '../../events/reported-fields.js';

/** What every report of a single fact may say besides the fact itself. */
export const occurrence = {
  occurredAt: reportedTime.optional().describe('When it happened; now when left out.'),
};

/** The same for a report with which something begins. */
export const beginning = {
  id: reportedId.optional().describe('Its id; a fresh one when left out.'),
  ...occurrence,
};

/** Something of which nothing is told, not even a name of the reporter's own, is no fact. */
export const tellsSomething = (request: object) => Object.keys(request).some((field) => field !== 'occurredAt');
export const tellsNothingProblem = 'tells nothing: give an id of your own, or at least a title';

/** The answer to a report of a single fact. */
export const recordedFact = z.object({
  id: z.string().describe('Id of what was reported about.'),
  duplicate: z.boolean().describe('true: it was recorded before, nothing changed.'),
  flags: z.array(z.string()).optional().describe('What was unusual about a fact that is recorded all the same.'),
  warnings: z.array(z.string()).optional().describe('The flags in words.'),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type RecordedFact = z.infer<typeof recordedFact>;
