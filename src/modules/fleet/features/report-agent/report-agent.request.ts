import type { z } from 'zod';
import { beginning, occurrence, tellsSomething } from '../../../intake/index.js';
import { modelCallRecordedInput, toolCallRecordedInput } from '../../domain/agent-activity.facts.js';
import { agentAttributedInput } from '../../domain/agent-attributed.facts.js';
import { agentSpawnedInput } from '../../domain/agent-spawned.facts.js';
import { agentStateChangedInput } from '../../domain/agent-state-changed.facts.js';
import { tellsNoWorkProblem } from '../../domain/told-work.js';

export const spawnAgentRequest = agentSpawnedInput.omit({ agentId: true }).extend(beginning);
export type SpawnAgentRequest = z.infer<typeof spawnAgentRequest>;

export const changeAgentStateRequest = agentStateChangedInput.omit({ agentId: true }).extend(occurrence);
export type ChangeAgentStateRequest = z.infer<typeof changeAgentStateRequest>;

export const modelCallRequest = modelCallRecordedInput.omit({ agentId: true }).extend(occurrence);
export type ModelCallRequest = z.infer<typeof modelCallRequest>;

export const toolCallRequest = toolCallRecordedInput.omit({ agentId: true }).extend(occurrence);
export type ToolCallRequest = z.infer<typeof toolCallRequest>;

export const attributeAgentRequest = agentAttributedInput
  .omit({ agentId: true })
  .extend(occurrence)
  .refine(tellsSomething, tellsNoWorkProblem);
export type AttributeAgentRequest = z.infer<typeof attributeAgentRequest>;
