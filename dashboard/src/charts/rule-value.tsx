import type { ApiItem } from '../api/api-types';
import { type Unit, unitWords } from './units';

export type RuleUnit = ApiItem<'/api/alerts/rules'>['unit'];

/** The unit of a chart for the unit that an alert rule names. `none` may be a fraction, so its axis has no whole steps. */
export const unitOfRule = (unit: RuleUnit | undefined): Unit =>
  unit === undefined || unit === 'none' ? 'number' : unit;

/** The value of an alert, which the API gives as text because of `+Inf` and `NaN`, in the unit of its rule. */
export function ruleValueWords(text: string, unit: RuleUnit | undefined): string {
  const value = Number(text.replace('Inf', 'Infinity'));
  if (Number.isNaN(value)) return text;
  return Number.isFinite(value) ? unitWords(unitOfRule(unit), value) : text.replace('+Inf', '∞').replace('-Inf', '−∞');
}

/** The same, with all digits on hover; null is unknown. */
export function RuleValue({ value, unit }: { value: string | null; unit: RuleUnit | undefined }) {
  return (
    <span className="numbers" title={value ?? undefined}>
      {value === null ? '–' : ruleValueWords(value, unit)}
    </span>
  );
}
