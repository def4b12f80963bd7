import type { OpenAlert, RuleGroupState, RuleState } from '../alerting/index.js';

/** How Go writes a time that never was. */
const NEVER = '0001-01-01T00:00:00Z';

/** An alert as `/api/v1/alerts` has it. */
export function alertJson({ labels, annotations, state, value, activeAt, clearedAt }: OpenAlert) {
  return {
    labels,
    annotations,
    state,
    activeAt,
    ...(clearedAt === null ? {} : { keepFiringSince: clearedAt }),
    value: exponentText(value),
  };
}

/** A group as `/api/v1/rules` has it. */
export function groupJson({ name, intervalMs, lastAt, durationMs, rules }: RuleGroupState, withAlerts: boolean) {
  return {
    name,
    // Rules live in the service, in no file.
    file: '',
    interval: intervalMs / 1_000,
    limit: 0,
    rules: rules.map((rule) => ruleJson(rule, withAlerts)),
    evaluationTime: (durationMs ?? 0) / 1_000,
    lastEvaluation: lastAt?.toISOString() ?? NEVER,
  };
}

function ruleJson({ rule, alerts, lastAt, durationMs, error }: RuleState, withAlerts: boolean) {
  return {
    state: stateOf(alerts),
    name: rule.name,
    query: rule.condition,
    duration: rule.forMs / 1_000,
    keepFiringFor: rule.keepFiringForMs / 1_000,
    labels: { severity: rule.severity, ...rule.labels },
    annotations: rule.annotations,
    ...(withAlerts ? { alerts: alerts.map(alertJson) } : {}),
    health: error !== null ? 'err' : lastAt === undefined ? 'unknown' : 'ok',
    ...(error === null ? {} : { lastError: error }),
    evaluationTime: (durationMs ?? 0) / 1_000,
    lastEvaluation: lastAt?.toISOString() ?? NEVER,
    type: 'alerting',
  };
}

function stateOf(alerts: readonly OpenAlert[]): 'firing' | 'pending' | 'inactive' {
  if (alerts.some(({ state }) => state === 'firing')) return 'firing';
  return alerts.length > 0 ? 'pending' : 'inactive';
}

/** `7` as `7e+00`; words such as `+Inf` stay. */
function exponentText(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2') : value;
}
