import type { ApiAnswer, ApiBody } from '../../api/api-types';
import { matcherParameter, parseMatcher } from '../../components/silence-matchers';

export type Policy = ApiAnswer<'get', '/api/notification-policy'>;

/** An inhibition as it is typed: matchers as `severity=critical`. */
export interface TypedInhibition {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly equal: readonly string[];
}

export interface PolicyForm {
  /** `rule`: by rule; `labels`: by those named; no label: all together. */
  readonly groupBy: 'rule' | 'labels';
  readonly labels: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  readonly immediate: readonly string[];
  readonly inhibitions: readonly TypedInhibition[];
}

export function formOfPolicy(policy: Policy): PolicyForm {
  const { groupBy, groupWait, groupInterval, repeatInterval, immediate, inhibitions } = policy;
  return {
    ...(groupBy === 'rule' ? { groupBy, labels: [] } : { groupBy: 'labels' as const, labels: groupBy }),
    ...{ groupWait, groupInterval, repeatInterval, immediate },
    inhibitions: inhibitions.map(({ source, target, equal }) => ({
      source: source.map(matcherParameter),
      target: target.map(matcherParameter),
      equal,
    })),
  };
}

export function policyBody(form: PolicyForm): ApiBody<'put', '/api/notification-policy'> {
  const { groupBy, labels, groupWait, groupInterval, repeatInterval, immediate, inhibitions } = form;
  const matchersIn = (texts: readonly string[]) => texts.flatMap((text) => parseMatcher(text) ?? []);
  return {
    groupBy: groupBy === 'rule' ? 'rule' : [...labels],
    groupWait: groupWait.trim(),
    groupInterval: groupInterval.trim(),
    repeatInterval: repeatInterval.trim(),
    immediate: [...immediate] as Policy['immediate'] as never,
    inhibitions: inhibitions.map(({ source, target, equal }) => ({
      source: matchersIn(source),
      target: matchersIn(target),
      equal: [...equal],
    })),
  };
}
