import type { AlertEvent } from '../../events/alert.events.js';
import type { AlertRuleEvent } from '../../events/alert-rule.events.js';
import { metricFamilies as m } from './metric-families.js';
import { add, begin, type ChangesOf, type SeriesChange } from './series-change.js';

type Followed =
  | Extract<AlertEvent, { type: 'AlertFired' | 'AlertResolved' | 'AlertAcknowledged' }>
  | Extract<AlertRuleEvent, { type: 'AlertRuleCreated' | 'AlertRuleChanged' }>;

/** What may happen to the alerts of a rule is there to be counted before it happens. */
const begun = ({ name, severity }: { readonly name: string; readonly severity: string }): readonly SeriesChange[] => [
  begin(m.alertsFired, [name, severity]),
  begin(m.alertsResolved, [name, 'recovered']),
];

/** What alerts do to the series: the rules of this service, whoever scrapes it. */
export const alertChanges: ChangesOf<Followed> = {
  AlertRuleCreated: ({ rule }) => begun(rule),
  AlertRuleChanged: ({ rule }) => begun(rule),
  AlertFired: ({ ruleName, severity }) => [add(m.alertsFired, [ruleName, severity])],
  AlertResolved: ({ ruleName, reason }) => [add(m.alertsResolved, [ruleName, reason])],
  AlertAcknowledged: ({ ruleName }) => [add(m.alertsAcknowledged, [ruleName])],
};
