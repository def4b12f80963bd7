import type { ApiAnswer } from '../api/api-types';
import { wordsOf } from '../components/state-words';

type Agent = ApiAnswer<'get', '/api/agents'>['items'][number];
type Alert = ApiAnswer<'get', '/api/alerts'>['items'][number];
type Rule = ApiAnswer<'get', '/api/alerts/rules'>['items'][number];
type Budget = Pick<ApiAnswer<'get', '/api/cost/budgets'>['items'][number], 'id' | 'name' | 'period'>;

/** Something of the service that the palette has found, and where it is. */
export interface FoundThing {
  readonly id: string;
  readonly group: 'Agents' | 'Alerts' | 'Alert rules' | 'Budgets' | 'Saved views';
  readonly label: string;
  readonly description: string;
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, unknown>>;
}

export const foundAgent = ({ id, type, state, task, error }: Agent): FoundThing => ({
  id: `agent/${id}`,
  group: 'Agents',
  label: `${type}: ${error ?? task ?? id}`,
  description: `${wordsOf(state ?? 'unknown')} · ${id}`,
  to: '/agents/$id',
  params: { id },
});

export const foundType = (type: string): FoundThing => ({
  id: `type/${type}`,
  group: 'Agents',
  label: type,
  description: 'All agents of this type',
  to: '/agents',
  search: { type, when: 'any' },
});

export const foundAlert = ({ id, ruleName, status, labels }: Alert): FoundThing => ({
  id: `alert/${id}`,
  group: 'Alerts',
  label: ruleName,
  description: [
    wordsOf(status),
    ...Object.entries(labels)
      .filter(([name]) => name !== 'alertname')
      .map(([name, value]) => `${name}=${value}`),
  ].join(' · '),
  to: '/alerts/$id',
  params: { id },
});

export const foundRule = ({ id, name, group, enabled }: Rule): FoundThing => ({
  id: `rule/${id}`,
  group: 'Alert rules',
  label: name,
  description: enabled ? group : `${group} · off`,
  to: '/alerts/rules/$id',
  params: { id },
});

export const foundBudget = ({ id, name, period }: Budget): FoundThing => ({
  id: `budget/${id}`,
  group: 'Budgets',
  label: name,
  description: wordsOf(period),
  to: '/cost/budgets',
  search: { budget: name },
});

export const foundView = (name: string, search: Readonly<Record<string, unknown>>): FoundThing => ({
  id: `view/${name}`,
  group: 'Saved views',
  label: name,
  description: 'Metrics, kept by this browser',
  to: '/explore',
  search,
});

/** Names that have all of the words that are looked for, in any order. */
export function having<T>(text: string, things: readonly T[], nameOf: (thing: T) => string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return things.filter((thing) => words.every((word) => nameOf(thing).toLowerCase().includes(word)));
}
