import { z } from 'zod';
import { occurrence, recordedFact, tellsSomething } from '../../../intake/index.js';
import { sessionAttributedInput } from '../../domain/session-attributed.facts.js';
import { tellsNoWorkProblem } from '../../domain/told-work.js';

export const attributeSessionRequest = sessionAttributedInput
  .omit({ sessionId: true })
  .extend(occurrence)
  .refine(tellsSomething, tellsNoWorkProblem);
export type AttributeSessionRequest = z.infer<typeof attributeSessionRequest>;

export const attributedSession = recordedFact.extend({
  agents: z.int().describe('Agents of the session that are known by now; those to come follow it too.'),
});
export type AttributedSession = z.infer<typeof attributedSession>;
