import { z } from 'zod';
import { type AgentState, agentStates } from '../../../events/agent.events.js';
import { freeText, reportedId, traceparent } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { judgeStep, secondsBetween } from '../../../kernel/reported-life.js';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import {
  type AgentLife,
  describe,
  evolveAgent,
  isLegalAgentStep,
  isTerminalAgentState,
  noAgent,
} from './agent-life.js';

export const agentStateChangedInput = z.strictObject({
  agentId: reportedId,
  to: z.enum(agentStates),
  reason: freeText(2_000).optional(),
  error: freeText(10_000).optional(),
  traceparent: traceparent.optional(),
});
type Input = z.infer<typeof agentStateChangedInput>;

export const agentStateChangedKind: LifecycleFactKind<Input, AgentLife> = {
  mode: 'lifecycle',
  type: 'AgentStateChanged',
  input: agentStateChangedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: noAgent,
  evolve: evolveAgent,
  decide({ agentId, to, reason, error, traceparent: context }, life, occurredAt, identified) {
    // What was only presumed is no state that it could have come from.
    const isLegal = (before: AgentState) => isLegalAgentStep(life.isPresumedOver ? 'running' : before, to);
    const judgement = judgeStep<AgentState>(life, to, occurredAt, isLegal, identified);
    if (!judgement) return [];
    const { from, illegal, late, early } = judgement;
    const flags = [
      ...(illegal ? ['illegal_transition'] : []),
      ...(late ? ['late'] : []),
      ...(early ? ['before_spawn'] : []),
    ];
    const data = present({
      agentId,
      ...describe(life),
      from,
      to,
      reason,
      error,
      traceparent: context,
      // A terminal step that something has followed says nothing about how long the agent ran.
      executionSeconds:
        isTerminalAgentState(to) && !late
          ? secondsBetween(life.firstRunningAt ?? life.spawnedAt, occurredAt)
          : undefined,
      flags: flags.length > 0 ? flags : undefined,
    });
    return [{ type: 'AgentStateChanged', data }];
  },
};
