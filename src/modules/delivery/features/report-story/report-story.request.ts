import type { z } from 'zod';
import { beginning, occurrence, tellsNothingProblem, tellsSomething } from '../../../intake/index.js';
import { oneStatus, oneStatusProblem } from '../../domain/reported-status.js';
import { storyCreatedInput, storyStatusReport } from '../../domain/story.facts.js';

export const createStoryRequest = storyCreatedInput
  .omit({ storyId: true })
  .extend(beginning)
  .refine(tellsSomething, tellsNothingProblem);
export type CreateStoryRequest = z.infer<typeof createStoryRequest>;

export const changeStoryStatusRequest = storyStatusReport
  .omit({ storyId: true })
  .extend(occurrence)
  .refine(oneStatus, oneStatusProblem);
export type ChangeStoryStatusRequest = z.infer<typeof changeStoryStatusRequest>;
