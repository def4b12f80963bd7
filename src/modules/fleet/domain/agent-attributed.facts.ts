import { z } from 'zod';
import type { AgentAttributionEvent } from '../../../events/agent.events.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { reportedId } from '../../../events/reported-fields.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import { present } from '../../../kernel/present.js';
import { streams } from '../../../events/streams.js';
import { toldWorkInput } from './told-work.js';

export const agentAttributedInput = z.strictObject({ agentId: reportedId, ...toldWorkInput });
type Input = z.infer<typeof agentAttributedInput>;

const sessionAgentInput = agentAttributedInput.extend({ sessionId: reportedId });

type Told = Omit<AgentAttributionEvent['data'], 'agentId'>;
type Work = Omit<Told, 'sessionId'>;

/** What was told last, if anything was. */
interface AttributedAgent {
  readonly told: Told | undefined;
}

/**
 * What an agent worked on, told afterwards: it counts for all that it ever did, before what its calls said. Of what nobody
 * told afterwards nothing is settled: there counts what was known, and what will be.
 */
export const agentAttributedKind: LifecycleFactKind<Input, AttributedAgent> = {
  mode: 'lifecycle',
  type: 'AgentAttributed',
  input: agentAttributedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: { told: undefined },
  evolve: evolveAttributed,
  decide: ({ agentId, ...named }, agent) => newlyTold(agentId, agent, workAfter(agent, named)),
};

/**
 * What an agent of a session worked on, as it was told of the session: what this service concludes, no reporter sends it.
 * Once something was told of the agent itself, that counts.
 */
export const sessionAgentKind: LifecycleFactKind<z.infer<typeof sessionAgentInput>, AttributedAgent> = {
  ...agentAttributedKind,
  type: 'SessionAgentAttributed',
  input: sessionAgentInput,
  decide({ agentId, sessionId, ...named }, agent) {
    if (agent.told !== undefined && agent.told.sessionId === undefined) return [];
    return newlyTold(agentId, agent, { ...workAfter(agent, named), sessionId });
  },
};

function newlyTold(agentId: string, { told }: AttributedAgent, next: Told) {
  const isSaid = canonicalJson(present(told ?? {})) === canonicalJson(present(next));
  return isSaid ? [] : [{ type: 'AgentAttributed', data: present({ agentId }, next) }];
}

function workAfter({ told = {} }: AttributedAgent, named: Work): Work {
  const { sessionId: _sessionId, ...known } = told;
  return present(known, named);
}

function evolveAttributed(agent: AttributedAgent, { type, data }: FoldableFact): AttributedAgent {
  if (type !== 'AgentAttributed') return agent;
  const { agentId: _agentId, ...told } = data as AgentAttributionEvent['data'];
  return { told };
}
