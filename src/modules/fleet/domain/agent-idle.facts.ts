import { z } from 'zod';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import { freeText, reportedId } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { secondsBetween } from '../../../kernel/reported-life.js';
import { type AgentLife, describe, evolveAgent, noAgent } from './agent-life.js';

const agentIdleInput = z.strictObject({ agentId: reportedId, reason: freeText(200) });
type Input = z.infer<typeof agentIdleInput>;

/**
 * An agent that is known by telemetry alone was heard of no more: what this service concludes, no reporter sends it. It
 * was over when it was last seen. Whoever runs an agent and tells of its life tells of its end too, so there nothing is
 * concluded.
 */
export const agentIdleKind: LifecycleFactKind<Input, AgentLife> = {
  mode: 'lifecycle',
  type: 'AgentIdle',
  input: agentIdleInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: noAgent,
  evolve: evolveAgent,
  decide({ agentId, reason }, life, lastSeenAt) {
    const isObserved = life.observedAt !== undefined && life.spawn === undefined && !life.isToldOf;
    const isNewer = life.since === undefined || Date.parse(lastSeenAt) >= life.since;
    if (!isObserved || !isNewer || life.current !== 'running') return [];
    const data = present(
      { agentId, from: life.current, to: 'terminated', reason, presumed: true },
      { executionSeconds: secondsBetween(life.firstRunningAt, lastSeenAt) },
      describe(life),
    );
    return [{ type: 'AgentStateChanged', data }];
  },
};
