import { agentAtWork } from './agent.script.js';
import type { Chance } from './chance.js';
import { HOUR, MINUTE, pause, report, type Script, start } from './script.js';
import { storyScript } from './story.script.js';
import { type Fleet, storyTitle } from './subjects.js';

/** An epic: planned by agents, cut into stories, which then go their own ways. */
export function* planningScript(fleet: Fleet, number: string, chance: Chance): Script {
  const epicId = `${fleet.name}-epic-${number}`;
  const orchestrator = yield* agentAtWork(chance.of('orchestrator'), {
    type: 'bmad_orchestrator',
    task: `Take epic ${epicId} from idea to release`,
    epicId,
  });
  const parentAgentId = orchestrator.agentId;
  yield* agentAtWork(chance.of('analyzer'), {
    type: 'requirements_analyzer',
    task: 'Find what the requirements leave open',
    epicId,
    parentAgentId,
  });
  yield* agentAtWork(chance.of('planner'), {
    type: 'bmad_planner',
    task: 'Cut the epic into stories',
    epicId,
    parentAgentId,
  });
  const stories = chance.int(3, 7);
  let wait = 5 * MINUTE;
  for (let index = 1; index <= stories; index++) {
    const title = storyTitle(chance);
    const storyId = `${epicId}.${index}`;
    yield report('StoryCreated', { storyId, epicId, title, agentId: parentAgentId });
    yield start(
      `story-${index}`,
      storyScript(fleet, { storyId, epicId, title, number: `${number}${index}`, wait }, chance.of(storyId)),
    );
    wait += chance.about(HOUR, 0.7);
    yield pause(chance.int(200, 900));
  }
}
