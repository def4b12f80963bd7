import type { AlertRuleData, AlertRuleEvent } from '../../../events/alert-rule.events.js';
import { DomainError } from '../../../kernel/domain-error.js';

/** A rule that is not deleted. */
export interface KnownRule {
  readonly ruleId: string;
  readonly rule: AlertRuleData;
  /** Events of this rule, from 1: what `If-Match` is compared with. The stream's own revision is that of all rules. */
  readonly revision: number;
}

export interface RuleBook {
  /** By id. */
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** Ids that were deleted: none of them comes back. */
  readonly deleted: ReadonlySet<string>;
}

const DEFAULT_PREFIX = 'default-';

/** The id of a rule that comes with the service; those that people make have ids of another form. */
export function defaultRuleId(name: string): string {
  return DEFAULT_PREFIX + name;
}

/**
 * A rule that came with the service and that nobody has enabled or changed. It gives way to a rule that somebody makes
 * under its name.
 */
export function isUntouchedDefault({ ruleId, rule, revision }: KnownRule): boolean {
  return ruleId.startsWith(DEFAULT_PREFIX) && revision === 1 && !rule.enabled;
}

export const emptyRuleBook: RuleBook = { rules: new Map(), deleted: new Set() };

/** A rule by its id or, where no rule has that id, by its name. Throws ALERT_RULE_UNKNOWN. */
export function ruleByReference(book: RuleBook, reference: string): KnownRule {
  const known = book.rules.get(reference) ?? ruleByName(book, reference);
  if (known) return known;
  throw new DomainError('ALERT_RULE_UNKNOWN', `there is no alert rule ${reference}`, { fault: 'not_found' });
}

export function ruleByName({ rules }: RuleBook, name: string): KnownRule | undefined {
  for (const known of rules.values()) if (known.rule.name === name) return known;
  return undefined;
}

export function evolveRuleBook(book: RuleBook, event: AlertRuleEvent): RuleBook {
  switch (event.type) {
    case 'AlertRuleCreated':
      return withRule(book, { ruleId: event.data.ruleId, rule: event.data.rule, revision: 1 });
    case 'AlertRuleChanged':
      return changed(book, event.data.ruleId, () => event.data.rule);
    case 'AlertRuleEnabled':
      return changed(book, event.data.ruleId, (rule) => ({ ...rule, enabled: true }));
    case 'AlertRuleDisabled':
      return changed(book, event.data.ruleId, (rule) => ({ ...rule, enabled: false }));
    case 'AlertRuleDeleted': {
      const rules = new Map(book.rules);
      rules.delete(event.data.ruleId);
      return { rules, deleted: new Set(book.deleted).add(event.data.ruleId) };
    }
    default:
      // An event that a newer version appended changes nothing that this one knows of.
      return book;
  }
}

function changed(book: RuleBook, ruleId: string, change: (rule: AlertRuleData) => AlertRuleData): RuleBook {
  const known = book.rules.get(ruleId);
  return known ? withRule(book, { ruleId, rule: change(known.rule), revision: known.revision + 1 }) : book;
}

function withRule(book: RuleBook, known: KnownRule): RuleBook {
  if (book.deleted.has(known.ruleId)) return book;
  return { ...book, rules: new Map(book.rules).set(known.ruleId, known) };
}
