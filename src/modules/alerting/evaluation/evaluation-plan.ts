import type { KnownRule } from '../domain/rule-book.js';

/** Rules that are evaluated together, one after the other, at the same moments. */
export interface PlannedGroup {
  readonly name: string;
  readonly intervalMs: number;
  readonly rules: readonly KnownRule[];
}

/**
 * The enabled rules in their groups, in the order in which they were made. As in Prometheus the interval is the
 * group's: rules of a group that name another interval than the service's are a group of their own.
 */
export function planGroups(rules: Iterable<KnownRule>, defaultIntervalMs: number): ReadonlyMap<string, PlannedGroup> {
  const groups = new Map<string, { name: string; intervalMs: number; rules: KnownRule[] }>();
  for (const known of rules) {
    if (!known.rule.enabled) continue;
    const name = groupNameOf(known);
    const intervalMs = known.rule.intervalMs ?? defaultIntervalMs;
    const group = groups.get(name) ?? { name, intervalMs, rules: [] };
    group.rules.push(known);
    group.intervalMs = Math.min(group.intervalMs, intervalMs);
    groups.set(name, group);
  }
  return groups;
}

/** The group that a rule is evaluated in. */
export function groupNameOf({ rule }: Pick<KnownRule, 'rule'>): string {
  return rule.intervalMs === null ? rule.group : `${rule.group}@${rule.intervalMs}ms`;
}

/** The last moment that is a multiple of the interval. */
export function gridTime(nowMs: number, intervalMs: number): number {
  return nowMs - (nowMs % intervalMs);
}
