import { type Matcher, matchersOf } from '../../components/silence-matchers';
import type { Alert } from './alert-types';

/** Only the chosen alerts, or everything that their rules say. */
export type SilenceScope = 'alerts' | 'rules';

export interface PlannedSilence {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

/** The silences that hold back these alerts: one for each of them, or one for each of their rules. */
export function plannedSilences(
  alerts: readonly Pick<Alert, 'ruleName' | 'labels'>[],
  scope: SilenceScope,
): PlannedSilence[] {
  if (scope === 'alerts') return alerts.map((alert) => ({ name: alert.ruleName, matchers: matchersOf(alert) }));
  return [...new Set(alerts.map(({ ruleName }) => ruleName))].map((name) => ({
    name,
    matchers: [{ name: 'alertname', op: '=', value: name }],
  }));
}
