import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';
import { flagsField } from './report-flags.js';

/** `success` and `completed` of other systems are `succeeded` here. */
export const deploymentStatuses = [
  'pending',
  'validating',
  'in_progress',
  'verifying',
  'succeeded',
  'failed',
  'rolled_back',
  'cancelled',
  'timed_out',
] as const;
export type DeploymentStatus = (typeof deploymentStatuses)[number];

export const deploymentStrategies = ['rolling', 'blue_green', 'canary', 'recreate'] as const;

const deploymentId = z.string().min(1).max(200);
const shared = {
  environment: z.string().min(1).max(100),
  version: z.string().max(200).optional(),
  service: z.string().max(200).optional(),
};

export const deploymentTriggered = defineEvent({
  type: 'DeploymentTriggered',
  version: 1,
  summary: 'A deployment was started, or asked for.',
  category: 'deployment',
  data: z.object({
    deploymentId,
    ...shared,
    previousVersion: z.string().max(200).optional(),
    strategy: z.enum(deploymentStrategies).optional(),
    provider: z.string().max(100).optional(),
    /** As the reporter names them; the authenticated caller is in the metadata. */
    initiatedBy: z.string().max(200).optional(),
    repository: z.string().max(200).optional(),
    commitSha: z.string().max(64).optional(),
    agentId: z.string().max(200).optional(),
    epicId: z.string().max(200).optional(),
    url: z.string().max(2_000).optional(),
    flags: flagsField,
  }),
});

export const deploymentStatusChanged = defineEvent({
  type: 'DeploymentStatusChanged',
  version: 1,
  summary: 'A deployment went from one status to another.',
  category: 'deployment',
  data: z.object({
    deploymentId,
    /** `unknown` while nobody has said where it goes. */
    ...shared,
    from: z.enum(deploymentStatuses).optional(),
    to: z.enum(deploymentStatuses),
    reason: z.string().max(2_000).optional(),
    error: z.string().max(10_000).optional(),
    /** The version that runs after a rollback. */
    rolledBackTo: z.string().max(200).optional(),
    url: z.string().max(2_000).optional(),
    /** When it was triggered. */
    startedAt: z.string().optional(),
    /** On terminal statuses: seconds from startedAt to now, by occurredAt. */
    durationSeconds: z.number().nonnegative().optional(),
    flags: flagsField,
  }),
});

export const deploymentEvents = [deploymentTriggered, deploymentStatusChanged] as const;
export type DeploymentEvent = EventOf<typeof deploymentTriggered> | EventOf<typeof deploymentStatusChanged>;
