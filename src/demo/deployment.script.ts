import { approvalScript } from './approval.script.js';
import type { Chance } from './chance.js';
import { incidentScript } from './incident.script.js';
import { HOUR, MINUTE, pause, report, type Script, SECOND, start } from './script.js';
import { type Fleet, people } from './subjects.js';

interface Release {
  readonly service: string;
  readonly repository: string;
  readonly commitSha: string;
  readonly epicId: string;
  readonly number: string;
}

/** What was merged goes to staging and, when that went well and somebody agrees, to production. */
export function* deliveryScript(fleet: Fleet, release: Release, chance: Chance): Script {
  yield pause(chance.about(6 * MINUTE));
  const staged = yield* deploymentScript(fleet, release, 'staging', chance.of('staging'));
  if (!staged) return;
  yield pause(chance.about(20 * MINUTE));
  yield* deploymentScript(fleet, release, 'production', chance.of('production'));
}

/** One deployment; answers whether it stayed. */
function* deploymentScript(
  fleet: Fleet,
  release: Release,
  environment: 'staging' | 'production',
  chance: Chance,
): Script<boolean> {
  const { number, ...source } = release;
  const deploymentId = `${fleet.name}-deployment-${number}-${environment}`;
  const version = `1.${number}`;
  const previousVersion = `1.${Number(number) - 10}`;
  const become = (to: string, why: Readonly<Record<string, string>> = {}) =>
    report('DeploymentStatusChanged', { deploymentId, to, ...why });
  yield report('DeploymentTriggered', {
    deploymentId,
    ...source,
    environment,
    version,
    previousVersion,
    strategy: chance.pick(['rolling', 'blue_green', 'canary']),
    provider: 'kubernetes',
    initiatedBy: environment === 'production' ? chance.pick(people) : `${fleet.name}-bot`,
  });
  if (environment === 'production') {
    const approved = yield* approvalScript(
      {
        approvalId: `${deploymentId}-approval`,
        title: `${release.service} ${version} to production`,
        resource: `deployment:${deploymentId}`,
      },
      chance.of('approval'),
    );
    if (!approved) {
      yield become('cancelled', { reason: 'not approved' });
      return false;
    }
  }
  yield pause(chance.about(5 * SECOND));
  yield become('validating');
  yield pause(chance.about(30 * SECOND));
  yield become('in_progress');
  yield pause(chance.about(3 * MINUTE));
  if (chance.yes(0.03)) {
    yield become('timed_out', { error: '2 of 6 instances never became ready' });
    return yield* rollBack();
  }
  yield become('verifying');
  yield pause(chance.about(90 * SECOND));
  if (chance.yes(environment === 'production' ? 0.13 : 0.09)) {
    yield become('failed', {
      error: chance.pick(['smoke test failed: /healthz answered 503', 'error rate went above 5 %']),
    });
    return yield* rollBack();
  }
  yield become('succeeded');
  if (environment === 'production' && chance.yes(0.07)) {
    yield pause(chance.about(HOUR));
    yield* incident('Errors since the last release');
    yield become('rolled_back', { reason: 'rolled back by hand', rolledBackTo: previousVersion });
    return false;
  }
  return true;

  function* rollBack(): Script<boolean> {
    if (environment === 'production') yield* incident(`Deployment of ${release.service} failed`);
    yield pause(chance.about(2 * MINUTE));
    // In staging, a broken version is sometimes left for somebody to look at.
    if (environment === 'production' || chance.yes(0.7)) {
      yield become('rolled_back', { reason: 'automatic', rolledBackTo: previousVersion });
    }
    return false;
  }

  function* incident(title: string): Script {
    const about = {
      incidentId: `${deploymentId}-incident`,
      title,
      service: release.service,
      environment,
      deploymentId,
    };
    yield start('incident', incidentScript(about, chance.of('incident')));
    yield pause(chance.about(5 * MINUTE));
  }
}
