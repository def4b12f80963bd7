import { z } from 'zod';
import type { AgentAttributionEvent, AgentEvent } from '../../../events/agent.events.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { reportedId } from '../../../events/reported-fields.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import { present } from '../../../kernel/present.js';
import { streams } from '../../../events/streams.js';
import { type AgentLife, evolveAgent, noAgent } from './agent-life.js';

const work = {
  epicId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  storyId: reportedId.nullable().optional().describe('Null: on none. Left out: as it is known.'),
  prNumber: z.int().positive().nullable().optional().describe('Null: on none. Left out: as it is known.'),
  team: reportedId.nullable().optional().describe("Whose work it is. Null: nobody's. Left out: as it is known."),
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
      // Other than of its work, nothing is settled of its team unless somebody names one.
      team: named.team === undefined ? told?.team : named.team,
    };
    const isSaid = told !== undefined && canonicalJson(present(told)) === canonicalJson(present(next));
    return isSaid ? [] : [{ type: 'AgentAttributed', data: present({ agentId }, next) }];
  },
};

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
