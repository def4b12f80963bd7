import type { z } from 'zod';
import { beginning, occurrence } from '../../../intake/index.js';
import { deploymentStatusReport, deploymentTriggeredInput } from '../../domain/deployment.facts.js';
import { oneStatus, oneStatusProblem } from '../../domain/reported-status.js';

export const triggerDeploymentRequest = deploymentTriggeredInput.omit({ deploymentId: true }).extend(beginning);
export type TriggerDeploymentRequest = z.infer<typeof triggerDeploymentRequest>;

export const changeDeploymentStatusRequest = deploymentStatusReport
  .omit({ deploymentId: true })
  .extend(occurrence)
  .refine(oneStatus, oneStatusProblem);
export type ChangeDeploymentStatusRequest = z.infer<typeof changeDeploymentStatusRequest>;
