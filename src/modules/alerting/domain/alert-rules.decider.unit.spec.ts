import { describe, expect, it } from 'vitest';
import type { AlertRuleData, AlertRuleEvent } from '../../../events/alert-rule.events.js';
import { type AlertRuleCommand, alertRulesDecider } from './alert-rules.decider.js';
import { defaultRuleId } from './rule-book.js';

const rule = (name: string, more: Partial<AlertRuleData> = {}): AlertRuleData => ({
  name,
  kind: 'promql',
  condition: 'up == 0',
  parameters: null,
  severity: 'warning',
  channels: [],
  enabled: true,
  forMs: 0,
  keepFiringForMs: 0,
  labels: {},
  annotations: {},
  intervalMs: null,
  group: 'default',
  unit: 'none',
  noData: 'keep',
  runbookUrl: null,
  ...more,
});
const { initial, decide, evolve } = alertRulesDecider;
/** The book after these commands, and the events of the last of them. */
const after = (...commands: readonly AlertRuleCommand[]) => {
  let book = initial;
  let events: readonly AlertRuleEvent[] = [];
  for (const command of commands) {
    events = decide(command, book);
    book = events.reduce(evolve, book);
  }
  return { book, events };
};
const create = (ruleId: string, name = ruleId, more = {}): AlertRuleCommand => ({
  type: 'create',
  ruleId,
  rule: rule(name, more),
});
const change = (reference: string, to: AlertRuleData, expectedRevision?: bigint): AlertRuleCommand => ({
  type: 'change',
  reference,
  rule: to,
  keepEnabled: true,
  expectedRevision,
});
const code = (...commands: readonly AlertRuleCommand[]) => {
  try {
    after(...commands);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the book of alert rules', () => {
  it('makes a rule under a name of its own', () => {
    expect(after(create('a')).events).toEqual([{ type: 'AlertRuleCreated', data: { ruleId: 'a', rule: rule('a') } }]);
    expect(code(create('a'), create('b', 'a'))).toBe('ALERT_RULE_NAME_TAKEN');
    expect(code(create('a'), create('b'), change('b', rule('a')))).toBe('ALERT_RULE_NAME_TAKEN');
  });

  it('changes a rule by its id or name, and says what it was before', () => {
    const to = rule('other', { condition: 'up > 1' });
    for (const reference of ['a', 'named']) {
      expect(after(create('a', 'named'), change(reference, to)).events).toEqual([
        { type: 'AlertRuleChanged', data: { ruleId: 'a', rule: to, previous: rule('named') } },
      ]);
    }
  });

  it('takes an id before a name', () => {
    const { events } = after(create('a', 'b'), create('b', 'c'), { type: 'delete', reference: 'b' });
    expect(events).toEqual([{ type: 'AlertRuleDeleted', data: { ruleId: 'b', name: 'c' } }]);
  });

  it('records no change where nothing changes, in whatever order it is written', () => {
    const labels = { a: '1', b: '2' };
    const turned = { b: '2', a: '1' };
    expect(after(create('a', 'a', { labels }), change('a', rule('a', { labels: turned }))).events).toEqual([]);
  });

  it('leaves being in use as it is, unless that is said', () => {
    const disabled: AlertRuleCommand = { type: 'disable', reference: 'a' };
    const told = rule('a', { condition: 'up > 1' });
    const keeping = after(create('a'), disabled, change('a', told)).book.rules.get('a');
    expect(keeping?.rule.enabled).toBe(false);
    const saying = after(create('a'), disabled, { type: 'change', reference: 'a', rule: told, keepEnabled: false });
    expect(saying.book.rules.get('a')?.rule.enabled).toBe(true);
  });

  it('counts the revisions of each rule by itself', () => {
    const { book } = after(create('a'), create('b'), change('a', rule('a', { forMs: 1 })), {
      type: 'disable',
      reference: 'a',
    });
    expect([book.rules.get('a')?.revision, book.rules.get('b')?.revision]).toEqual([3, 1]);
    expect(code(create('a'), create('b'), change('a', rule('a', { forMs: 1 }), 1n))).toBeUndefined();
    expect(code(create('a'), change('a', rule('a', { forMs: 1 })), change('a', rule('a'), 1n))).toBe('STALE_REVISION');
    expect(code(create('a'), { type: 'delete', reference: 'a', expectedRevision: 7n })).toBe('STALE_REVISION');
  });

  it('switches a rule once', () => {
    const off: AlertRuleCommand = { type: 'disable', reference: 'a' };
    expect(after(create('a'), off).events).toEqual([{ type: 'AlertRuleDisabled', data: { ruleId: 'a', name: 'a' } }]);
    expect(after(create('a'), off, off).events).toEqual([]);
    const on: AlertRuleCommand = { type: 'enable', reference: 'a' };
    expect(after(create('a'), off, on).events).toEqual([
      { type: 'AlertRuleEnabled', data: { ruleId: 'a', name: 'a' } },
    ]);
  });

  it('frees the name of a deleted rule, and never its id', () => {
    const gone: AlertRuleCommand = { type: 'delete', reference: 'a' };
    expect(code(create('a'), gone, gone)).toBe('ALERT_RULE_UNKNOWN');
    expect(code(create('a'), gone, create('b', 'a'))).toBeUndefined();
    expect(code(create('a'), gone, create('a', 'other'))).toBe('ALERT_RULE_EXISTS');
    const { book } = after(create('a'), gone);
    const created = { type: 'AlertRuleCreated', data: { ruleId: 'a', rule: rule('a') } } as const;
    expect(evolve(book, created).rules.size).toBe(0);
  });

  describe('takes over a file', () => {
    const file = (replace: boolean, ...rules: readonly AlertRuleData[]): AlertRuleCommand => ({
      type: 'import',
      replace,
      rules: rules.map((one, index) => ({ ruleId: `new-${index}`, rule: one, keepEnabled: true })),
    });

    it('whole or not at all', () => {
      expect(after(file(false, rule('x'), rule('y'))).events.map(({ type }) => type)).toEqual([
        'AlertRuleCreated',
        'AlertRuleCreated',
      ]);
      expect(code(create('a'), file(false, rule('x'), rule('a')))).toBe('ALERT_RULE_NAME_TAKEN');
      expect(code(file(true, rule('x'), rule('x')))).toBe('ALERT_RULE_NAME_TAKEN');
    });

    it('in place of the rules of the same names', () => {
      const off: AlertRuleCommand = { type: 'disable', reference: 'a' };
      const { events, book } = after(create('a'), create('b'), off, file(true, rule('a', { forMs: 5 }), rule('b')));
      expect(events.map(({ type, data }) => [type, data.ruleId])).toEqual([['AlertRuleChanged', 'a']]);
      expect(book.rules.get('a')?.rule).toMatchObject({ forMs: 5, enabled: false });
    });
  });

  describe('has default rules', () => {
    const id = defaultRuleId('a');
    const byDefault = create(id, 'a', { enabled: false });
    const types = (events: readonly AlertRuleEvent[]) => events.map(({ type, data }) => [type, data.ruleId]);
    const givesWay = [
      ['AlertRuleDeleted', id],
      ['AlertRuleCreated', 'new-0'],
    ];

    it('that give way to who makes a rule of their name', () => {
      expect(types(after(byDefault, create('new-0', 'a')).events)).toEqual(givesWay);
      for (const replace of [true, false]) {
        const rules = [{ ruleId: 'new-0', rule: rule('a'), keepEnabled: true }];
        const { events, book } = after(byDefault, { type: 'import', rules, replace });
        expect(types(events)).toEqual(givesWay);
        expect(book.rules.get('new-0')?.rule.enabled).toBe(true);
      }
      expect(types(after(byDefault, create('b'), change('b', rule('a'))).events)).toEqual([
        ['AlertRuleDeleted', id],
        ['AlertRuleChanged', 'b'],
      ]);
    });

    it('that stay once somebody has taken them up', () => {
      const touched: readonly AlertRuleCommand[] = [
        { type: 'enable', reference: 'a' },
        change('a', rule('a', { forMs: 5, enabled: false })),
      ];
      for (const touch of touched) {
        expect(code(byDefault, touch, create('new-0', 'a'))).toBe('ALERT_RULE_NAME_TAKEN');
      }
    });
  });
});
