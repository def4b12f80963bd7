import { z } from 'zod';
import { agentTypeName, freeText, nameText, reportedId, traceparent } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import { type AgentLife, evolveAgent, noAgent } from './agent-life.js';

export const agentSpawnedInput = z.strictObject({
  agentId: reportedId,
  type: agentTypeName,
  task: freeText(10_000).optional(),
  model: nameText(200).optional(),
  epicId: reportedId.optional(),
  storyId: reportedId.optional(),
  prNumber: z.int().positive().optional(),
  team: reportedId.optional().describe('Whose work it is, and who pays for it.'),
  sessionId: reportedId.optional(),
  parentAgentId: reportedId.optional(),
  traceparent: traceparent.optional(),
});
type Input = z.infer<typeof agentSpawnedInput>;

export const agentSpawnedKind: LifecycleFactKind<Input, AgentLife> = {
  mode: 'lifecycle',
  type: 'AgentSpawned',
  input: agentSpawnedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: noAgent,
  evolve: evolveAgent,
  decide({ agentId, type, ...rest }, life) {
    const spawn = present({ agentId, agentType: type, ...rest });
    if (life.spawn) {
      assertSameContent('agent', 'AGENT_EXISTS', agentId, life.spawn, spawn);
      return [];
    }
    // What it does now was reported before that it exists: that stays its state.
    const known =
      life.current === undefined
        ? {}
        : present({ state: life.current, typeBefore: life.observed.agentType?.value, flags: ['late'] });
    return [{ type: 'AgentSpawned', data: { ...spawn, ...known } }];
  },
};
