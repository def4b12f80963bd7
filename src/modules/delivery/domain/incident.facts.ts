import { z } from 'zod';
import {
  type IncidentEvent,
  type IncidentSeverity,
  incidentSeverities,
  type IncidentStatus,
  incidentStatuses,
} from '../../../events/incident.events.js';
import { freeText, nameText, reportedId, reportedTime } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { begin, judgeStep, type ReportedLife, secondsBetween, step, unheardOf } from '../../../kernel/reported-life.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { flagsOf, oneStatus, oneStatusProblem, statusFields, statusOf } from './reported-status.js';

type Detection = Extract<IncidentEvent, { type: 'IncidentDetected' }>['data'];

export interface IncidentLife extends ReportedLife<IncidentStatus> {
  readonly detection: Detection | undefined;
  readonly detectedAt: string | undefined;
}

const noIncident: IncidentLife = { ...unheardOf, detection: undefined, detectedAt: undefined };

/** An incident that comes back goes from resolved to investigating. */
const next: Readonly<Record<IncidentStatus, readonly IncidentStatus[]>> = {
  detected: ['investigating', 'mitigating', 'resolved'],
  investigating: ['mitigating', 'resolved'],
  mitigating: ['investigating', 'resolved'],
  resolved: ['investigating', 'post_mortem'],
  post_mortem: [],
};

export function isLegalIncidentStep(from: IncidentStatus, to: IncidentStatus): boolean {
  return next[from].includes(to);
}

const severities = z.enum([...incidentSeverities, 'p0', 'p1', 'p2', 'p3', 'P0', 'P1', 'P2', 'P3']);

/** `p0` to `p3` are names of the same four. */
function severityOf(named: z.infer<typeof severities>): IncidentSeverity {
  const level = /^[pP]([0-3])$/.exec(named)?.[1];
  return level === undefined ? (named as IncidentSeverity) : incidentSeverities[Number(level)]!;
}

function evolve(life: IncidentLife, { type, data, meta }: FoldableFact): IncidentLife {
  const event = { type, data } as unknown as IncidentEvent;
  switch (event.type) {
    case 'IncidentDetected': {
      if (life.detection) return life;
      const { flags: _flags, ...detection } = event.data;
      return { ...life, ...begin(life, 'detected'), detection, detectedAt: meta.occurredAt };
    }
    case 'IncidentStatusChanged': {
      const { to, flags } = event.data;
      return { ...life, ...step(life, to, meta.occurredAt, flags?.includes('late') ?? false) };
    }
    default:
      return life;
  }
}

export const incidentDetectedInput = z.strictObject({
  incidentId: reportedId,
  severity: severities,
  title: nameText(500).optional(),
  description: freeText(10_000).optional(),
  service: nameText(200).optional(),
  environment: nameText(100).optional(),
  deploymentId: reportedId.optional(),
});

export const incidentDetectedKind: LifecycleFactKind<z.infer<typeof incidentDetectedInput>, IncidentLife> = {
  mode: 'lifecycle',
  type: 'IncidentDetected',
  input: incidentDetectedInput,
  stream: ({ incidentId }) => streams.incident(incidentId),
  initial: noIncident,
  evolve,
  decide(input, life) {
    const detection = present({ ...input, severity: severityOf(input.severity) });
    if (life.detection) {
      assertSameContent('incident', 'INCIDENT_EXISTS', input.incidentId, life.detection, detection);
      return [];
    }
    const flags = life.current === undefined ? {} : { flags: ['late'] };
    return [{ type: 'IncidentDetected', data: { ...detection, ...flags } }];
  },
};

/** Before it is checked that the status is named once. */
export const incidentStatusReport = z.strictObject({
  incidentId: reportedId,
  ...statusFields(incidentStatuses),
  reason: freeText(2_000).optional(),
  rootCause: freeText(10_000).optional(),
  severity: severities.optional().describe('Used while the incident itself has not been reported.'),
  detectedAt: reportedTime.optional().describe('Used while the incident itself has not been reported.'),
});
export const incidentStatusChangedInput = incidentStatusReport.refine(oneStatus, oneStatusProblem);

export const incidentStatusChangedKind: LifecycleFactKind<z.infer<typeof incidentStatusChangedInput>, IncidentLife> = {
  mode: 'lifecycle',
  type: 'IncidentStatusChanged',
  input: incidentStatusChangedInput,
  stream: ({ incidentId }) => streams.incident(incidentId),
  initial: noIncident,
  evolve,
  decide(input, life, occurredAt, identified) {
    const to = statusOf<IncidentStatus>(input);
    const judgement = judgeStep<IncidentStatus>(life, to, occurredAt, isLegalIncidentStep, identified);
    if (!judgement) return [];
    const { detection } = life;
    const detectedAt = life.detectedAt ?? input.detectedAt;
    const data = present({
      incidentId: input.incidentId,
      severity: detection?.severity ?? (input.severity && severityOf(input.severity)),
      service: detection?.service,
      environment: detection?.environment,
      from: judgement.from,
      to,
      reason: input.reason,
      rootCause: input.rootCause,
      detectedAt,
      recoverySeconds: to === 'resolved' && !judgement.late ? secondsBetween(detectedAt, occurredAt) : undefined,
      flags: flagsOf(judgement),
    });
    return [{ type: 'IncidentStatusChanged', data }];
  },
};
