import { z } from 'zod';
import type { AgentAttributionEvent, AgentEvent } from '../../../events/agent.events.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { reportedId } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { type AgentLife, evolveAgent, noAgent } from './agent-life.js';

const work = {
  epicId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  storyId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  prNumber: z.int().positive().nullable().optional().describe('Null: on none. Left out: as it is known.'),
};

export const agentAttributedInput = z.strictObject({ agentId: reportedId, ...work });
type Input = z.infer<typeof agentAttributedInput>;

type Work = Omit<AgentAttributionEvent['data'], 'agentId'>;

interface AttributedAgent {
  readonly life: AgentLife;
  /** What was told last. */
  readonly told: Work | undefined;
}

/** What an agent worked on, told afterwards: it counts for all that it ever did, before what its calls said. */
export const agentAttributedKind: LifecycleFactKind<Input, AttributedAgent> = {
  mode: 'lifecycle',
  type: 'AgentAttributed',
  input: agentAttributedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: { life: noAgent, told: undefined },
  evolve: evolveAttributed,
  decide({ agentId, ...named }, { life, told }) {
    const known = told ?? workOf(life);
    const next: Work = {
      epicId: named.epicId === undefined ? known.epicId : named.epicId,
      storyId: named.storyId === undefined ? known.storyId : named.storyId,
      prNumber: named.prNumber === undefined ? known.prNumber : named.prNumber,
    };
    const isSaid = told?.epicId === next.epicId && told.storyId === next.storyId && told.prNumber === next.prNumber;
    return isSaid ? [] : [{ type: 'AgentAttributed', data: { agentId, ...next } }];
  },
};

function evolveAttributed({ life, told }: AttributedAgent, fact: FoldableFact): AttributedAgent {
  const event = fact as unknown as AgentEvent | AgentAttributionEvent;
  if (event.type !== 'AgentAttributed') return { life: evolveAgent(life, fact), told };
  const { epicId, storyId, prNumber } = event.data;
  return { life, told: { epicId, storyId, prNumber } };
}

function workOf({ spawn, observed }: AgentLife): Work {
  return {
    epicId: spawn?.epicId ?? (observed.epicId?.value as string | undefined) ?? null,
    storyId: spawn?.storyId ?? (observed.storyId?.value as string | undefined) ?? null,
    prNumber: spawn?.prNumber ?? (observed.prNumber?.value as number | undefined) ?? null,
  };
}
