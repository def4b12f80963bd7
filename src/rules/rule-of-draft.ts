import type { AlertRuleData } from '../events/alert-rule.events.js';
import { compileCondition, type RuleParameters } from './compile-condition.js';
import { ConditionError } from './condition-error.js';
import type { MetricKinds } from './metric-kinds.js';
import { prometheusDuration } from './prometheus-duration.js';
import { type AlertRuleDraft, isRunbookUrl, MOST_PROMQL } from './rule-draft.js';

/** The rule that a draft describes, its condition compiled. Throws a ConditionError. */
export function ruleOfDraft(draft: AlertRuleDraft, kinds: MetricKinds): AlertRuleData {
  const parameters = parametersOf(draft);
  const { severity, labels } = draft;
  return {
    name: draft.name,
    kind: draft.kind ?? 'promql',
    condition: conditionOf(draft, parameters, kinds),
    parameters,
    severity,
    channels: [...new Set(draft.channels)],
    enabled: draft.enabled ?? true,
    forMs: ms(draft.for),
    keepFiringForMs: ms(draft.keepFiringFor),
    // Every alert has its severity as a label; said twice, the two would be changed apart.
    labels: Object.fromEntries(
      Object.entries(labels).filter(([name, value]) => name !== 'severity' || value !== severity),
    ),
    ...runbookOf(draft),
    intervalMs: draft.interval === null ? null : ms(draft.interval),
    group: draft.group,
    unit: draft.unit,
    noData: draft.noData,
  };
}

/** Rules of Prometheus have it as an annotation. */
function runbookOf({ annotations, runbookUrl }: AlertRuleDraft) {
  const { runbook_url: annotated, ...others } = annotations;
  const same = annotated !== undefined && isRunbookUrl(annotated) && (runbookUrl === null || runbookUrl === annotated);
  return same ? { annotations: others, runbookUrl: annotated } : { annotations, runbookUrl };
}

function conditionOf(draft: AlertRuleDraft, parameters: RuleParameters | null, kinds: MetricKinds): string {
  const given = draft.condition?.trim();
  if (parameters === null) return given ?? '';
  const compiled = compileCondition(parameters, kinds);
  if (compiled.length > MOST_PROMQL) {
    const message = `the parameters come to ${compiled.length} characters of PromQL, more than ${MOST_PROMQL}`;
    throw new ConditionError('parameters', message);
  }
  if (given === undefined || given === compiled) return compiled;
  throw new ConditionError(
    'condition',
    `follows from the parameters, which come to ${compiled}; leave it out, or take the kind promql`,
  );
}

function parametersOf(draft: AlertRuleDraft): RuleParameters | null {
  switch (draft.kind) {
    case 'threshold': {
      const { expression, op, value } = draft.parameters;
      return { kind: 'threshold', expression, op, value };
    }
    case 'rate': {
      const { selector, percent, window, onZeroBaseline, minChange } = draft.parameters;
      return {
        kind: 'rate',
        ...{ selector, percent, windowMs: ms(window), onZeroBaseline },
        ...(minChange === null || minChange === undefined ? {} : { minChange }),
      };
    }
    case 'absence': {
      const { selector, window, mode } = draft.parameters;
      return { kind: 'absence', selector, windowMs: ms(window), mode };
    }
    default:
      return null;
  }
}

/** The draft's schema lets only durations through. */
function ms(text: string): number {
  return Math.round(prometheusDuration(text) ?? 0);
}
