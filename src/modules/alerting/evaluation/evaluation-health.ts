import type { PartHealth } from '../../../platform/runtime/health-part.js';
import type { EvaluationGroupStatus } from './evaluation-groups.store.js';

/** Intervals without a round after which evaluation stands still. */
const STILL_INTERVALS = 3;
/** A restart takes its time, however short the interval. */
const LEAST_STILL_MS = 10_000;
const NAMED = 5;

/** Groups that nobody has evaluated for too long. */
export function standingStill(groups: readonly EvaluationGroupStatus[], now: Date): readonly EvaluationGroupStatus[] {
  return groups.filter(({ lastAt, plannedAt, intervalMs }) => {
    const since = Math.max(lastAt?.getTime() ?? 0, plannedAt.getTime());
    return now.getTime() - since > Math.max(STILL_INTERVALS * intervalMs, LEAST_STILL_MS);
  });
}

/** What `/readyz` says of the evaluation of alert rules. */
export function evaluationHealth(groups: readonly EvaluationGroupStatus[], now: Date): Omit<PartHealth, 'name'> {
  const still = standingStill(groups, now);
  const reasons = [
    ...still.map(({ name, lastAt, error }) => {
      const since =
        lastAt === undefined ? 'has not been evaluated yet' : `was last evaluated at ${lastAt.toISOString()}`;
      return `group ${name} ${since}${error === undefined ? '' : ` (${error})`}`;
    }),
    ...groups
      .filter((group) => group.late && !still.includes(group))
      .map(({ name, error }) => `group ${name}: ${error}`),
  ];
  if (reasons.length === 0) return { status: 'up' };
  const more = reasons.length > NAMED ? [`and ${reasons.length - NAMED} more`] : [];
  return { status: 'degraded', reason: [...reasons.slice(0, NAMED), ...more].join('; ') };
}
