import type { FactKind } from '../../events/fact-kind.js';
import { modelCallRecordedKind, toolCallRecordedKind } from './domain/agent-activity.facts.js';
import { agentSpawnedKind } from './domain/agent-spawned.facts.js';
import { agentStateChangedKind } from './domain/agent-state-changed.facts.js';
import { queueDepthObservedKind } from './domain/queue-depth-observed.facts.js';

/** What the fleet may report about its agents and queues. */
export const fleetFactKinds: readonly FactKind[] = [
  agentSpawnedKind,
  agentStateChangedKind,
  modelCallRecordedKind,
  toolCallRecordedKind,
  queueDepthObservedKind,
];

export { FleetModule } from './fleet.module.js';
