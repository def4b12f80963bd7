import { z } from 'zod';
import {
  type DeploymentEvent,
  type DeploymentStatus,
  deploymentStatuses,
  deploymentStrategies,
} from '../../../events/deployment.events.js';
import { freeText, nameText, reportedId, reportedTime } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { begin, judgeStep, type ReportedLife, secondsBetween, step, unheardOf } from '../../../kernel/reported-life.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { flagsOf, oneStatus, oneStatusProblem, statusFields, statusOf } from './reported-status.js';

type Trigger = Extract<DeploymentEvent, { type: 'DeploymentTriggered' }>['data'];

export interface DeploymentLife extends ReportedLife<DeploymentStatus> {
  readonly trigger: Trigger | undefined;
  readonly triggeredAt: string | undefined;
}

const noDeployment: DeploymentLife = { ...unheardOf, trigger: undefined, triggeredAt: undefined };

/** Steps may be skipped, never taken back; only a rollback follows an end. */
const next: Readonly<Record<DeploymentStatus, readonly DeploymentStatus[]>> = {
  pending: ['validating', 'in_progress', 'verifying', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'timed_out'],
  validating: ['in_progress', 'verifying', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'timed_out'],
  in_progress: ['verifying', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'timed_out'],
  verifying: ['succeeded', 'failed', 'rolled_back', 'cancelled', 'timed_out'],
  succeeded: ['rolled_back'],
  failed: ['rolled_back'],
  timed_out: ['rolled_back'],
  rolled_back: [],
  cancelled: [],
};
const ends: readonly DeploymentStatus[] = ['succeeded', 'failed', 'rolled_back', 'cancelled', 'timed_out'];

export function isLegalDeploymentStep(from: DeploymentStatus, to: DeploymentStatus): boolean {
  return next[from].includes(to);
}

/** What other systems call the same. */
const aliases: Readonly<Record<string, DeploymentStatus>> = { success: 'succeeded', completed: 'succeeded' };

function evolve(life: DeploymentLife, { type, data, meta }: FoldableFact): DeploymentLife {
  const event = { type, data } as unknown as DeploymentEvent;
  switch (event.type) {
    case 'DeploymentTriggered': {
      if (life.trigger) return life;
      const { flags: _flags, ...trigger } = event.data;
      return { ...life, ...begin(life, 'pending'), trigger, triggeredAt: meta.occurredAt };
    }
    case 'DeploymentStatusChanged': {
      const { to, flags } = event.data;
      return { ...life, ...step(life, to, meta.occurredAt, flags?.includes('late') ?? false) };
    }
    default:
      return life;
  }
}

export const deploymentTriggeredInput = z.strictObject({
  deploymentId: reportedId,
  environment: nameText(100),
  version: nameText(200).optional(),
  service: nameText(200).optional(),
  previousVersion: nameText(200).optional(),
  strategy: z.enum(deploymentStrategies).optional(),
  provider: nameText(100).optional(),
  initiatedBy: nameText(200).optional(),
  repository: nameText(200).optional(),
  commitSha: nameText(64).optional(),
  agentId: reportedId.optional(),
  epicId: reportedId.optional(),
  url: nameText(2_000).optional(),
});

export const deploymentTriggeredKind: LifecycleFactKind<z.infer<typeof deploymentTriggeredInput>, DeploymentLife> = {
  mode: 'lifecycle',
  type: 'DeploymentTriggered',
  input: deploymentTriggeredInput,
  stream: ({ deploymentId }) => streams.deployment(deploymentId),
  initial: noDeployment,
  evolve,
  decide(input, life) {
    const trigger = present(input);
    if (life.trigger) {
      assertSameContent('deployment', 'DEPLOYMENT_EXISTS', input.deploymentId, life.trigger, trigger);
      return [];
    }
    const flags = life.current === undefined ? {} : { flags: ['late'] };
    return [{ type: 'DeploymentTriggered', data: { ...trigger, ...flags } }];
  },
};

/** Before it is checked that the status is named once. */
export const deploymentStatusReport = z.strictObject({
  deploymentId: reportedId,
  ...statusFields([...deploymentStatuses, 'success', 'completed']),
  reason: freeText(2_000).optional(),
  error: freeText(10_000).optional(),
  rolledBackTo: nameText(200).optional(),
  url: nameText(2_000).optional(),
  environment: nameText(100).optional().describe('Used while the deployment itself has not been reported.'),
  version: nameText(200).optional().describe('Used while the deployment itself has not been reported.'),
  service: nameText(200).optional().describe('Used while the deployment itself has not been reported.'),
  startedAt: reportedTime.optional().describe('Used while the deployment itself has not been reported.'),
});
export const deploymentStatusChangedInput = deploymentStatusReport.refine(oneStatus, oneStatusProblem);

export const deploymentStatusChangedKind: LifecycleFactKind<
  z.infer<typeof deploymentStatusChangedInput>,
  DeploymentLife
> = {
  mode: 'lifecycle',
  type: 'DeploymentStatusChanged',
  input: deploymentStatusChangedInput,
  stream: ({ deploymentId }) => streams.deployment(deploymentId),
  initial: noDeployment,
  evolve,
  decide(input, life, occurredAt, identified) {
    const named = statusOf(input);
    const to = aliases[named] ?? (named as DeploymentStatus);
    const judgement = judgeStep<DeploymentStatus>(life, to, occurredAt, isLegalDeploymentStep, identified);
    if (!judgement) return [];
    const { trigger } = life;
    const startedAt = life.triggeredAt ?? input.startedAt;
    const data = present({
      deploymentId: input.deploymentId,
      environment: trigger?.environment ?? input.environment ?? 'unknown',
      version: trigger?.version ?? input.version,
      service: trigger?.service ?? input.service,
      from: judgement.from,
      to,
      reason: input.reason,
      error: input.error,
      rolledBackTo: input.rolledBackTo ?? (to === 'rolled_back' ? trigger?.previousVersion : undefined),
      url: input.url,
      startedAt,
      durationSeconds: ends.includes(to) && !judgement.late ? secondsBetween(startedAt, occurredAt) : undefined,
      flags: flagsOf(judgement),
    });
    return [{ type: 'DeploymentStatusChanged', data }];
  },
};
