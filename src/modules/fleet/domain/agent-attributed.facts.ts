import { z } from 'zod';
import type { AgentAttributionEvent, AgentEvent } from '../../../events/agent.events.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { reportedId } from '../../../events/reported-fields.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import { present } from '../../../kernel/present.js';
import { streams } from '../../../events/streams.js';
import { type AgentLife, evolveAgent, noAgent } from './agent-life.js';
import { toldWorkInput } from './told-work.js';

export const agentAttributedInput = z.strictObject({ agentId: reportedId, ...toldWorkInput });
type Input = z.infer<typeof agentAttributedInput>;

const sessionAgentInput = agentAttributedInput.extend({ sessionId: reportedId });

type Told = Omit<AgentAttributionEvent['data'], 'agentId'>;
type Work = Omit<Told, 'sessionId'>;

interface AttributedAgent {
  readonly life: AgentLife;
  /** What was told last. */
  readonly told: Told | undefined;
}

/** What an agent worked on, told afterwards: it counts for all that it ever did, before what its calls said. */
export const agentAttributedKind: LifecycleFactKind<Input, AttributedAgent> = {
  mode: 'lifecycle',
  type: 'AgentAttributed',
  input: agentAttributedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: { life: noAgent, told: undefined },
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
  const isSaid = told !== undefined && canonicalJson(present(told)) === canonicalJson(present(next));
  return isSaid ? [] : [{ type: 'AgentAttributed', data: present({ agentId }, next) }];
}

function workAfter({ life, told }: AttributedAgent, named: Omit<Input, 'agentId'>): Work {
  const known = told ?? workOf(life);
  return {
    epicId: named.epicId === undefined ? known.epicId : named.epicId,
    storyId: named.storyId === undefined ? known.storyId : named.storyId,
    prNumber: named.prNumber === undefined ? known.prNumber : named.prNumber,
    // Other than of its work, nothing is settled of its team unless somebody names one.
    team: named.team === undefined ? told?.team : named.team,
  };
}

function evolveAttributed({ life, told }: AttributedAgent, fact: FoldableFact): AttributedAgent {
  const event = fact as unknown as AgentEvent | AgentAttributionEvent;
  if (event.type !== 'AgentAttributed') return { life: evolveAgent(life, fact), told };
  const { agentId: _agentId, ...next } = event.data;
  return { life, told: next };
}

function workOf({ spawn, observed }: AgentLife): Work {
  return {
    epicId: spawn?.epicId ?? (observed.epicId?.value as string | undefined) ?? null,
    storyId: spawn?.storyId ?? (observed.storyId?.value as string | undefined) ?? null,
    prNumber: spawn?.prNumber ?? (observed.prNumber?.value as number | undefined) ?? null,
  };
}
