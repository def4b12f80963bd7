import type { ApiItem } from '../../api/api-types';

export type Rule = ApiItem<'/api/alerts/rules'>;

/** What a rule is doing, the most urgent first. */
export const ruleStates = ['firing', 'failing', 'pending', 'ok', 'unknown', 'disabled'] as const;
export type RuleState = (typeof ruleStates)[number];

/** By the name of the rule: `firing`, `pending` or `inactive`, as Prometheus says it. */
export type LiveStates = ReadonlyMap<string, string>;

/** A rule that cannot be evaluated is failing, whatever its alerts were before; one that is off does nothing. */
export function stateOfRule({ name, enabled, health }: Pick<Rule, 'name' | 'enabled' | 'health'>, live?: LiveStates) {
  if (!enabled) return 'disabled';
  if (health === 'failing') return 'failing';
  const state = live?.get(name);
  if (state === 'firing' || state === 'pending') return state;
  return health === 'ok' ? 'ok' : 'unknown';
}

/** The most urgent rules first, then by name. */
export function byUrgency(rules: readonly Rule[], live?: LiveStates): Rule[] {
  const rank = (rule: Rule) => ruleStates.indexOf(stateOfRule(rule, live));
  return rules.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Prometheus' own answer, which its documentation defines. */
export function statesIn(answer: unknown): LiveStates {
  const { data } = answer as { data: { groups: { rules: { name: string; state: string }[] }[] } };
  return new Map(data.groups.flatMap(({ rules }) => rules.map(({ name, state }) => [name, state] as const)));
}
