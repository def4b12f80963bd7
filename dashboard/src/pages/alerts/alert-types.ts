import type { ApiAnswer, ApiItem } from '../../api/api-types';
import { useApi } from '../../api/use-api';
import type { RuleUnit } from '../../charts/rule-value';

export type Alert = ApiItem<'/api/alerts'>;
export type AlertDetail = ApiAnswer<'get', '/api/alerts/{id}'>;
export type HistoryEntry = AlertDetail['history'][number];

/** Whether somebody can take it: it fires. */
export const canBeTaken = ({ status }: Pick<Alert, 'status'>) => status === 'active' || status === 'silenced';

/** Units of the values of all rules, by the id of the rule. */
export function useRuleUnits(): ReadonlyMap<string, RuleUnit> {
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  return new Map(rules.data?.items.map(({ id, unit }) => [id, unit]));
}
