import type { StoryEvent } from '../../events/story.events.js';
import { statusHistory } from '../../platform/projections/status-history.js';

/** The status history of every story; its creation is the step to `pending`. */
export const storySteps = statusHistory('story_steps', (recorded) => {
  const { type, data } = recorded as unknown as StoryEvent;
  const subjectId = data.storyId;
  return type === 'StoryStatusChanged' ? { ...data, subjectId } : { subjectId, to: 'pending', flags: data.flags };
});
