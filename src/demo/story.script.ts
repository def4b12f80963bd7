import { agentAtWork } from './agent.script.js';
import type { Chance } from './chance.js';
import { pullRequestScript } from './pull-request.script.js';
import { HOUR, MINUTE, pause, report, type Script } from './script.js';
import type { Fleet } from './subjects.js';

export interface Story {
  readonly storyId: string;
  readonly epicId: string;
  readonly title: string;
  /** Digits that no other story of the fleet has. */
  readonly number: string;
  /** Until somebody takes it up. */
  readonly wait: number;
}

/** A story from being taken up to being done, given up or left out. */
export function* storyScript(fleet: Fleet, story: Story, chance: Chance): Script {
  const { storyId, epicId, title } = story;
  const become = (to: string, why: { reason?: string; agentId?: string } = {}) =>
    report('StoryStatusChanged', { storyId, to, ...why });
  yield pause(story.wait);
  if (chance.yes(0.05)) {
    yield become('skipped', { reason: 'covered by another story' });
    return;
  }
  yield become('in_progress');
  let developer = yield* agentAtWork(chance.of('developer'), { type: 'story_developer', task: title, storyId, epicId });
  if (developer.state !== 'completed') {
    yield become('blocked', { reason: 'the agent did not finish', agentId: developer.agentId });
    yield pause(chance.about(HOUR));
    yield become('in_progress', { reason: 'fresh_retry' });
    developer = yield* agentAtWork(chance.of('retry'), { type: 'story_developer', task: title, storyId, epicId });
    if (developer.state !== 'completed') {
      yield become('blocked', { reason: 'a second agent did not finish either' });
      yield pause(chance.about(5 * HOUR));
      yield become('skipped', { reason: 'goes back to planning' });
      return;
    }
  }
  const { agentId: parentAgentId } = developer;
  if (chance.yes(0.45)) {
    const task = `Run the regression tests over: ${title}`;
    yield* agentAtWork(chance.of('tester'), { type: 'regression_tester', task, storyId, epicId, parentAgentId });
  }
  if (chance.yes(0.3)) {
    const task = `Describe: ${title}`;
    yield* agentAtWork(chance.of('writer'), { type: 'doc_generator', task, storyId, epicId, parentAgentId });
  }
  yield pause(chance.about(2 * MINUTE));
  const merged = yield* pullRequestScript(fleet, { ...story, agentId: parentAgentId }, chance.of('pull-request'));
  if (merged) {
    yield become('completed', { agentId: parentAgentId });
  } else {
    yield become('skipped', { reason: 'its pull request was given up' });
  }
}
