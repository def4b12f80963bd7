import type { StoryEvent, StoryStatus } from '../../../events/story.events.js';
import type { AuditAction, AuditMappings } from '../audit-mapping.js';

const telling: Partial<Record<StoryStatus, AuditAction>> = {
  completed: 'story.completed',
  blocked: 'story.blocked',
  skipped: 'story.skipped',
};

export const storyMappings: AuditMappings<StoryEvent> = {
  StoryCreated: {
    actions: ['story.created'],
    entry: ({ storyId }) => ({ action: 'story.created', resource: `story:${storyId}` }),
  },
  StoryStatusChanged: {
    actions: ['story.status_changed', 'story.completed', 'story.blocked', 'story.skipped'],
    entry: ({ storyId, to }) => ({ action: telling[to] ?? 'story.status_changed', resource: `story:${storyId}` }),
  },
};
