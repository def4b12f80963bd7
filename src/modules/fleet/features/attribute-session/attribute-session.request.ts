import { z } from 'zod';
import { occurrence, recordedFact, tellsSomething } from '../../../intake/index.js';
import { sessionAttributedInput } from '../../domain/session-attributed.facts.js';

export const attributeSessionRequest = sessionAttributedInput
  .omit({ sessionId: true })
  .extend(occurrence)
  .refine(tellsSomething, 'tells nothing: name epicId, storyId, prNumber or team; null for none');
export type AttributeSessionRequest = z.infer<typeof attributeSessionRequest>;

export const attributedSession = recordedFact.extend({
  agents: z.int().describe('Agents of the session that are known by now; those to come follow it too.'),
});
export type AttributedSession = z.infer<typeof attributedSession>;
