import { DomainError } from '../../kernel/domain-error.js';
import type { RuleRemark } from '../../rules/rule-remark.js';

const SHOWN = 3;

/** The refusal of a rule, with the place of every fault in the text that it is about, and in a file. */
export function alertRuleInvalid(
  problems: readonly RuleRemark[],
  placeOf: (field: string) => string | undefined = () => undefined,
): DomainError {
  const fields = problems.map(({ field, message, at }) => ({
    field,
    message: [
      at === null ? message : `${message} (line ${at.line}, column ${at.column})`,
      ...[placeOf(field) ?? []].flat(),
    ].join('; '),
  }));
  const shown = fields.slice(0, SHOWN).map(({ field, message }) => `${field}: ${message}`);
  const more = fields.length > SHOWN ? ` (and ${fields.length - SHOWN} more)` : '';
  return new DomainError('ALERT_RULE_INVALID', `${shown.join('; ')}${more}`, {
    fault: 'invalid',
    fields,
    details: { places: problems.filter(({ at }) => at !== null).map(({ field, at }) => ({ field, ...at })) },
  });
}
