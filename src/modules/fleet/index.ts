import type { FactKind } from '../../events/fact-kind.js';
import {
  agentErrorRecordedKind,
  modelCallRecordedKind,
  toolCallRecordedKind,
  toolDecisionRecordedKind,
} from './domain/agent-activity.facts.js';
import { agentAttributedKind } from './domain/agent-attributed.facts.js';
import { agentObservedKind } from './domain/agent-observed.facts.js';
import { agentSpawnedKind } from './domain/agent-spawned.facts.js';
import { agentStateChangedKind } from './domain/agent-state-changed.facts.js';
import { queueDepthObservedKind } from './domain/queue-depth-observed.facts.js';

/** What the fleet may report about its agents and queues. */
export const fleetFactKinds: readonly FactKind[] = [
  agentSpawnedKind,
  agentStateChangedKind,
  agentObservedKind,
  agentAttributedKind,
  modelCallRecordedKind,
  toolCallRecordedKind,
  toolDecisionRecordedKind,
  agentErrorRecordedKind,
  queueDepthObservedKind,
];

export { FleetModule } from './fleet.module.js';
