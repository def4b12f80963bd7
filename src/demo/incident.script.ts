import { agentAtWork } from './agent.script.js';
import type { Chance } from './chance.js';
import { DAY, HOUR, MINUTE, pause, report, type Script } from './script.js';
import { type Fleet, serviceName } from './subjects.js';

interface Trouble {
  readonly incidentId: string;
  readonly title: string;
  readonly service: string;
  readonly environment: string;
  readonly deploymentId?: string;
}

const causes = [
  'a query without an index',
  'a certificate that ran out',
  'a change that was not compatible',
  'a full disk',
];

/** Something breaks by itself. */
export function* outageScript(fleet: Fleet, number: string, chance: Chance): Script {
  const service = serviceName(chance);
  const title = chance.pick([
    `${service} answers slowly`,
    `${service} answers with errors`,
    `Queue of ${service} grows`,
  ]);
  yield* incidentScript(
    { incidentId: `${fleet.name}-incident-${number}`, title, service, environment: 'production' },
    chance,
  );
}

/** An incident from being noticed to being understood. */
export function* incidentScript(trouble: Trouble, chance: Chance): Script {
  const { incidentId, title } = trouble;
  const severity = chance.weighted([
    ['critical', 1],
    ['high', 3],
    ['medium', 4],
    ['low', 2],
  ] as const);
  const become = (to: string, why: { reason?: string; rootCause?: string } = {}) =>
    report('IncidentStatusChanged', { incidentId, to, ...why });
  yield report('IncidentDetected', { ...trouble, severity });
  yield pause(chance.about(4 * MINUTE, 0.9));
  yield become('investigating', { reason: 'acknowledged' });
  yield* agentAtWork(chance.of('responder'), { type: 'incident_responder', task: `Find the cause: ${title}` });
  const rootCause = chance.pick(causes);
  yield become('mitigating', { rootCause });
  yield pause(chance.about(12 * MINUTE, 0.8));
  yield become('resolved', { rootCause });
  if (chance.yes(0.12)) {
    yield pause(chance.about(40 * MINUTE));
    yield become('investigating', { reason: 'it is back' });
    yield pause(chance.about(30 * MINUTE));
    yield become('resolved', { rootCause });
  }
  if (severity === 'critical' || severity === 'high') {
    yield pause(chance.about(DAY - HOUR, 0.3));
    yield become('post_mortem');
  }
}
