import type { AlertRuleData, AlertRuleEvent } from '../../../events/alert-rule.events.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import {
  emptyRuleBook,
  evolveRuleBook,
  isUntouchedDefault,
  type KnownRule,
  ruleByName,
  ruleByReference,
  type RuleBook,
} from './rule-book.js';

/** A rule to be made; its id is a fresh one. */
export interface NewAlertRule {
  readonly ruleId: string;
  readonly rule: AlertRuleData;
}

interface OnOneRule {
  /** Id or name. */
  readonly reference: string;
  /** The revision of the rule that the caller saw; undefined: whatever it is. */
  readonly expectedRevision?: bigint | undefined;
}

export type AlertRuleCommand =
  | ({ readonly type: 'create' } & NewAlertRule)
  /** `keepEnabled`: whether it is in use stays as it is, whatever `rule` says. */
  | ({ readonly type: 'change'; readonly rule: AlertRuleData; readonly keepEnabled: boolean } & OnOneRule)
  | ({ readonly type: 'enable' | 'disable' | 'delete' } & OnOneRule)
  /**
   * All of them or none. With `replace`, a rule whose name is taken takes the place of that one; what a file does not
   * say about being in use stays as it is there (`keepEnabled`).
   */
  | {
      readonly type: 'import';
      readonly rules: readonly (NewAlertRule & { readonly keepEnabled: boolean })[];
      readonly replace: boolean;
    };

/** All rules, as one aggregate: names are unique among them, and a file is imported whole or not at all. */
export const alertRulesDecider: Decider<RuleBook, AlertRuleCommand, AlertRuleEvent> = {
  initial: emptyRuleBook,
  decide,
  evolve: evolveRuleBook,
};

function decide(command: AlertRuleCommand, book: RuleBook): readonly AlertRuleEvent[] {
  switch (command.type) {
    case 'create':
      return [...freed(book, command.rule.name), created(command, book)];
    case 'change': {
      const known = expected(command, book);
      return [...freed(book, command.rule.name, known.ruleId), ...changed(known, command.rule, command.keepEnabled)];
    }
    case 'enable':
      return switched(expected(command, book), true);
    case 'disable':
      return switched(expected(command, book), false);
    case 'delete':
      return [deleted(expected(command, book))];
    case 'import':
      return imported(command, book);
    default:
      return exhaustive(command);
  }
}

function created({ ruleId, rule }: NewAlertRule, book: RuleBook): AlertRuleEvent {
  if (book.rules.has(ruleId) || book.deleted.has(ruleId)) {
    throw new DomainError('ALERT_RULE_EXISTS', `the id ${ruleId} is or was that of another rule`, {
      fault: 'conflict',
    });
  }
  return { type: 'AlertRuleCreated', data: { ruleId, rule } };
}

function changed(known: KnownRule, wanted: AlertRuleData, keepEnabled: boolean): readonly AlertRuleEvent[] {
  const { ruleId, rule: previous } = known;
  const rule = keepEnabled ? { ...wanted, enabled: previous.enabled } : wanted;
  return canonical(previous) === canonical(rule)
    ? []
    : [{ type: 'AlertRuleChanged', data: { ruleId, rule, previous } }];
}

function switched({ ruleId, rule }: KnownRule, enabled: boolean): readonly AlertRuleEvent[] {
  if (rule.enabled === enabled) return [];
  return [{ type: enabled ? 'AlertRuleEnabled' : 'AlertRuleDisabled', data: { ruleId, name: rule.name } }];
}

function imported(
  { rules, replace }: Extract<AlertRuleCommand, { type: 'import' }>,
  book: RuleBook,
): readonly AlertRuleEvent[] {
  const known = new Map([...book.rules.values()].map((one) => [one.rule.name, one]));
  const names = rules.map(({ rule }) => rule.name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw nameTaken(twice, 'more than once in this import');
  const taken = names.filter((name) => {
    const owner = known.get(name);
    return owner && !isUntouchedDefault(owner);
  });
  if (taken.length > 0 && !replace) {
    throw nameTaken(taken, 'taken already; import with replace=true to change what there is');
  }
  return rules.flatMap(({ ruleId, rule, keepEnabled }) => {
    const one = known.get(rule.name);
    if (one && !isUntouchedDefault(one)) return changed(one, rule, keepEnabled);
    return [...(one ? [deleted(one)] : []), created({ ruleId, rule }, book)];
  });
}

function expected({ reference, expectedRevision }: OnOneRule, book: RuleBook): KnownRule {
  const known = ruleByReference(book, reference);
  if (expectedRevision === undefined || expectedRevision === BigInt(known.revision)) return known;
  throw new DomainError(
    'STALE_REVISION',
    `you expected revision ${expectedRevision} of the rule ${known.rule.name}, but it is at ${known.revision}: ` +
      'read it again and decide anew',
    { fault: 'stale', details: { currentRevision: String(known.revision) } },
  );
}

/** What has to happen first so that the name is free: a default that nobody has touched goes. Throws where it is taken. */
function freed(book: RuleBook, name: string, own?: string): readonly AlertRuleEvent[] {
  const owner = ruleByName(book, name);
  if (!owner || owner.ruleId === own) return [];
  if (isUntouchedDefault(owner)) return [deleted(owner)];
  throw nameTaken([name], 'taken already; names of rules are unique');
}

function deleted({ ruleId, rule }: KnownRule): AlertRuleEvent {
  return { type: 'AlertRuleDeleted', data: { ruleId, name: rule.name } };
}

const SHOWN_NAMES = 10;

function nameTaken(names: readonly string[], why: string): DomainError {
  const all = [...new Set(names)];
  const more = all.length > SHOWN_NAMES ? ` and ${all.length - SHOWN_NAMES} more` : '';
  const message = `${all.slice(0, SHOWN_NAMES).join(', ')}${more}: ${why}`;
  return new DomainError('ALERT_RULE_NAME_TAKEN', `name ${message}`, {
    fault: 'conflict',
    fields: [{ field: 'name', message }],
    details: { names: all },
  });
}

/** The same text for equal rules, whatever the order of their members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
