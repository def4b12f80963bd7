import type { AlertRuleData } from '../events/alert-rule.events.js';
import { alertSeverities, type AlertSeverity } from '../kernel/alert-vocabulary.js';
import { stableHash } from '../kernel/stable-hash.js';
import type { VectorSample } from '../promql/evaluation.js';
import { Labels } from '../promql/labels.js';
import { PromqlError } from '../promql/promql-error.js';
import type { Finding } from './alert-group-round.js';
import { expandTemplate } from './template.js';

/** Most alerts of one rule: a rule that finds more is mistaken, and errs. */
export const MOST_ALERTS_OF_A_RULE = 10_000;

type Rule = Pick<AlertRuleData, 'name' | 'labels' | 'annotations' | 'severity'>;

/**
 * The alerts of a rule's result. Throws a PromqlError, as Prometheus does, where two elements have the same labels, and
 * where there are too many.
 */
export function findingsOf(ruleId: string, rule: Rule, samples: readonly VectorSample[]): readonly Finding[] {
  if (samples.length > MOST_ALERTS_OF_A_RULE) {
    throw new PromqlError(
      'limit',
      `the condition holds for ${samples.length} series, ${MOST_ALERTS_OF_A_RULE} are allowed: aggregate them, or name fewer`,
    );
  }
  const seen = new Set<string>();
  return samples.map((sample) => {
    const about = { labels: sample.labels.toRecord(), value: sample.value };
    const identity = identityOf(ruleId, rule, sample);
    if (seen.has(identity.fingerprint)) {
      throw new PromqlError(
        'evaluate',
        'vector contains metrics with the same labelset after applying alert labels: ' +
          JSON.stringify(identity.labels),
      );
    }
    seen.add(identity.fingerprint);
    const annotations = Object.entries(rule.annotations).map(([name, template]) => [
      name,
      expandTemplate(template, about),
    ]);
    return { ...identity, value: valueText(sample.value), annotations: Object.fromEntries(annotations) };
  });
}

/** The final labels of an element: its own without the metric's name, those of the rule, and the rule's name. */
export function identityOf(
  ruleId: string,
  rule: Rule,
  { labels: own, value }: VectorSample,
): Pick<Finding, 'fingerprint' | 'labels' | 'severity'> {
  const about = { labels: own.toRecord(), value };
  const given = Object.entries(rule.labels).map(([name, template]) => [name, expandTemplate(template, about)]);
  const final = own.withoutName().with({ severity: rule.severity, ...Object.fromEntries(given), alertname: rule.name });
  // A rule that becomes more urgent keeps its alerts, so the severity that it gives them is no part of what they are.
  const lasting = 'severity' in rule.labels ? final : final.drop(new Set(['severity']));
  return {
    fingerprint: stableHash(JSON.stringify([ruleId, lasting.key])),
    labels: final.toRecord(),
    severity: severityOf(final, rule.severity),
  };
}

/** A number as the log keeps it: JSON knows neither infinity nor NaN. */
export function valueText(value: number): string {
  if (value === Infinity) return '+Inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'Inf');
}

function severityOf(labels: Labels, fallback: AlertSeverity): AlertSeverity {
  const named = labels.get('severity');
  return alertSeverities.find((word) => word === named) ?? fallback;
}
