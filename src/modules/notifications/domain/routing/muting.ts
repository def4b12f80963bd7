import type { NotificationPolicy } from '../../../../events/notification.events.js';
import { type AlertMatcher, matchedLabels, matcherOf } from '../../../../rules/silence-matching.js';
import { holdsAt } from '../../../../rules/silence-windows.js';
import type { AlertRow, SilenceRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

type Test = ReturnType<typeof matcherOf>;

/** Compiled once for each list of matchers, which is never changed. */
const compiled = new WeakMap<readonly AlertMatcher[], Test>();

function meets(matchers: readonly AlertMatcher[], alert: AlertRow): boolean {
  let test = compiled.get(matchers);
  if (!test) compiled.set(matchers, (test = matcherOf(matchers)));
  return test(matchedLabels(alert));
}

/** When a silence holds, in milliseconds. */
export function timesOf({ startsAt, endsAt, recurrence }: SilenceRow) {
  return { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt), recurrence };
}

/** The silences that hold at the moment. */
export function activeSilences(turn: RoutingTurn): readonly (readonly [id: string, SilenceRow])[] {
  return turn.silences.all().filter(([, silence]) => holdsAt(timesOf(silence), turn.at));
}

/** The first of these silences that covers the alert. */
export function silenceOf(alert: AlertRow, silences: readonly (readonly [id: string, SilenceRow])[]): string | null {
  return silences.find(([, { matchers }]) => meets(matchers, alert))?.[0] ?? null;
}

/**
 * The alert that holds this one back: it fires, is a source where this one is a target, and both are equal in the
 * labels that the inhibition names. Two that are both sources and targets do not hold back each other.
 */
export function inhibitorOf(
  alert: AlertRow,
  inhibitions: NotificationPolicy['inhibitions'],
  firing: readonly AlertRow[],
): string | null {
  for (const { source, target, equal } of inhibitions) {
    if (!meets(target, alert)) continue;
    const isSource = meets(source, alert);
    const labels = matchedLabels(alert);
    const inhibitor = firing.find((other) => {
      if (other.alertId === alert.alertId || !meets(source, other)) return false;
      if (isSource && meets(target, other)) return false;
      const others = matchedLabels(other);
      return equal.every((name) => (labels[name] ?? '') === (others[name] ?? ''));
    });
    if (inhibitor) return inhibitor.alertId;
  }
  return null;
}

/** The alerts that fire at the moment. */
export function firingAlerts(turn: RoutingTurn): readonly AlertRow[] {
  return turn.alerts
    .all()
    .map(([, alert]) => alert)
    .filter(({ resolvedAt }) => resolvedAt === null);
}
