import { type AgentType, habits } from './agent-types.js';
import type { Chance } from './chance.js';
import { type Model, modelFor } from './models.js';
import { MINUTE, pause, report, type Script, SECOND } from './script.js';
import { WorkingDay } from './working-day.js';

export interface Assignment {
  readonly type: AgentType;
  readonly task: string;
  readonly epicId?: string | undefined;
  readonly storyId?: string | undefined;
  readonly prNumber?: number | undefined;
  readonly parentAgentId?: string | undefined;
  /** The one that its kind of work usually takes unless given. */
  readonly model?: Model;
}

export interface AgentEnd {
  readonly agentId: string;
  readonly state: 'completed' | 'failed' | 'terminated';
}

/** Agents that send another one to look around first. */
const delegating: readonly AgentType[] = ['story_developer', 'bmad_planner', 'incident_responder'];

const failures = [
  'stopped after 5 turns without progress',
  'reached the limit of turns before the task was done',
  'STATUS: BLOCKED: acceptance criteria contradict each other',
  'STATUS: BLOCKED: the test environment does not come up',
];

/** One agent from its birth to its end. */
export function* agentAtWork(chance: Chance, assignment: Assignment): Script<AgentEnd> {
  const agentId = chance.uuid();
  const { effort, turns, failing } = habits[assignment.type];
  const model = assignment.model ?? modelFor(effort, chance);
  const sessionId = chance.uuid();
  const become = (to: string, why: { reason?: string; error?: string } = {}) =>
    report('AgentStateChanged', { agentId, to, ...why });
  const { type, task, parentAgentId, model: _, ...context } = assignment;
  yield report('AgentSpawned', { agentId, type, task, model: model.name, ...context, sessionId, parentAgentId });

  yield pause(chance.about(2 * SECOND));
  yield become('initializing');
  yield pause(chance.about(8 * SECOND));
  if (chance.yes(0.008)) {
    yield become('failed', { error: 'git worktree add: the branch is checked out elsewhere' });
    return { agentId, state: 'failed' };
  }
  yield become('running');

  const work = new WorkingDay(chance, model, {
    agentId,
    agentType: type,
    ...context,
    sessionId,
    traceparent: `00-${chance.hex(31)}1-${chance.hex(15)}1-01`,
  });
  const wanted = chance.about(turns, 0.4);
  const interrupted = chance.int(1, wanted * 2);
  for (let turn = 1; turn <= wanted; turn++) {
    if (!(yield* work.turn())) {
      yield become('failed', { error: '3 consecutive errors of the model API' });
      return { agentId, state: 'failed' };
    }
    if (turn === 1 && delegating.includes(type) && chance.yes(0.35)) {
      yield* agentAtWork(chance.of('explorer'), {
        ...context,
        type: 'explorer',
        task: 'Find the code that this task touches',
        parentAgentId: agentId,
      });
    }
    if (turn === interrupted && !(yield* interruption(chance, become))) {
      return { agentId, state: 'terminated' };
    }
  }
  yield pause(chance.about(1 * SECOND));
  if (chance.yes(failing)) {
    yield become('failed', { error: chance.pick(failures) });
    return { agentId, state: 'failed' };
  }
  yield become('completed', { reason: 'STATUS: COMPLETE' });
  return { agentId, state: 'completed' };
}

type Become = (to: string, why?: { reason?: string }) => ReturnType<typeof report>;

/** Something holds the agent up; false when it is ended over it. */
function* interruption(chance: Chance, become: Become): Script<boolean> {
  const kind = chance.weighted([
    ['waiting_for_input', 3],
    ['waiting_for_external', 5],
    ['paused', 2],
  ] as const);
  if (kind === 'paused') {
    yield become('paused', { reason: 'paused by an operator' });
    yield pause(chance.about(12 * MINUTE, 0.8));
    if (chance.yes(0.35)) {
      yield become('terminated', { reason: 'no longer needed' });
      return false;
    }
    yield become('running', { reason: 'resumed by an operator' });
    return true;
  }
  yield become(kind, { reason: kind === 'waiting_for_input' ? 'has a question' : 'waits for continuous integration' });
  yield pause(chance.about(kind === 'waiting_for_input' ? 15 * MINUTE : 6 * MINUTE, 0.8));
  yield become('running');
  return true;
}
