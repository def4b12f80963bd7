import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { type AlertFact, type AlertGroup, emptyAlertGroup, foldAlertGroup } from './alert-group.js';
import { decideRound, type Finding, type RuleGone, type RuleOutcome } from './alert-group-round.js';

const MIN = 60_000;
const START = Date.parse('2026-01-15T14:00:00Z');

const rule: AlertRuleData = {
  ...{ name: 'high', kind: 'promql', condition: 'x > 1', parameters: null, severity: 'warning', channels: ['slack'] },
  ...{ enabled: true, forMs: 2 * MIN, keepFiringForMs: 0, labels: {}, annotations: {}, intervalMs: null },
  ...{ group: 'default', unit: 'none', noData: 'resolve', runbookUrl: null },
};

const finding = (value = '5', severity: Finding['severity'] = 'warning'): Finding => {
  return { fingerprint: 'f', labels: { alertname: 'high', severity }, severity, value, annotations: { summary: 's' } };
};

/** `x`: the condition holds; `.`: it does not; `-`: the series is gone; `?`: it may be gone; `!`: the evaluation fails. */
type Look = 'x' | '.' | '-' | '?' | '!';

/** Evaluates once a minute and tells what happened, by minute. */
class Story {
  state: AlertGroup = emptyAlertGroup;
  readonly told: string[] = [];
  private failed = 0;
  minute = 0;

  constructor(private given: Partial<AlertRuleData> = {}) {}

  changed(given: Partial<AlertRuleData>): this {
    this.given = { ...this.given, ...given };
    return this;
  }

  see(looks: string): this {
    for (const look of looks) this.look(look as Look);
    return this;
  }

  skip(minutes: number): this {
    this.minute += minutes;
    return this;
  }

  fact(event: AlertFact): this {
    this.state = foldAlertGroup(this.state, [event]);
    return this;
  }

  without(reason: RuleGone): this {
    return this.round(undefined, reason);
  }

  private look(look: Look): void {
    this.failed = look === '!' ? this.failed + 1 : 0;
    const current = { ...rule, ...this.given };
    const held: RuleOutcome = { ok: true, findings: [finding('5', current.severity)], remaining: undefined };
    const outcomes: Record<Look, RuleOutcome> = {
      x: held,
      '.': { ok: true, findings: [], remaining: new Map([['f', '0.5']]) },
      '-': { ok: true, findings: [], remaining: new Map() },
      '?': { ok: true, findings: [], remaining: undefined },
      '!': { ok: false, error: 'many-to-many', failedRounds: this.failed },
    };
    this.round(outcomes[look]);
  }

  private round(outcome: RuleOutcome | undefined, reason: RuleGone = 'rule_deleted'): this {
    const at = START + this.minute * MIN;
    const rules = outcome ? [{ ruleId: 'r', rule: { ...rule, ...this.given }, outcome }] : [];
    const round = { at, intervalMs: MIN, rules, goneBecause: () => reason };
    const events = decideRound(this.state, round);
    for (const { type, data } of events) {
      const why = 'reason' in data ? data.reason : 'cause' in data ? data.cause : undefined;
      this.told.push([`${this.minute}`, type.replace(/^Alert/, ''), ...(why ? [why] : [])].join(' '));
    }
    this.state = { ...foldAlertGroup(this.state, events), evaluatedAt: at };
    if (decideRound(this.state, round).length > 0) throw new Error(`round ${this.minute} is not done when done`);
    this.minute += 1;
    return this;
  }
}

const story = (given?: Partial<AlertRuleData>) => new Story(given);
const always = { forMs: 0 };

describe('the life of an alert', () => {
  it.each<[string, Partial<AlertRuleData>, string, string[]]>([
    ['fires at once without `for`', always, 'x', ['0 Fired']],
    ['fires when it has held for as long as asked', {}, 'xxxx', ['0 PendingStarted', '2 Fired']],
    [
      'fires at the next evaluation with a `for` shorter than the interval',
      { forMs: 1 },
      'xx',
      ['0 PendingStarted', '1 Fired'],
    ],
    [
      'begins anew after a single gap',
      {},
      'xx.xxx',
      ['0 PendingStarted', '2 PendingEnded recovered', '3 PendingStarted', '5 Fired'],
    ],
    ['ends pending without data', {}, 'x-', ['0 PendingStarted', '1 PendingEnded no_data']],
    [
      'stays pending without data for two evaluations where it is kept, which do not count',
      { noData: 'keep' },
      'x--xx',
      ['0 PendingStarted', '1 ConditionCleared no_data', '3 ConditionReturned', '4 Fired'],
    ],
    [
      'fires when the data return, if it had held for long enough without the gap',
      { noData: 'alert', forMs: MIN },
      'x-x',
      ['0 PendingStarted', '1 ConditionCleared no_data', '2 ConditionReturned', '2 Fired'],
    ],
    [
      'ends pending without data at last, whatever happens to firing ones',
      { noData: 'alert' },
      'x---',
      ['0 PendingStarted', '1 ConditionCleared no_data', '3 PendingEnded no_data'],
    ],
    [
      'ends pending when data return that say that it does not hold',
      { noData: 'keep' },
      'x-.',
      ['0 PendingStarted', '1 ConditionCleared no_data', '2 PendingEnded recovered'],
    ],
    ['is resolved when the condition holds no more', always, 'x..', ['0 Fired', '1 Resolved recovered']],
    ['is resolved without data, by default', always, 'x--', ['0 Fired', '1 Resolved no_data']],
    ['fires anew as another occurrence', always, 'x.x', ['0 Fired', '1 Resolved recovered', '2 Fired']],
    // As measured with promtool: breach 1m-4m, for 2m, keep 3m.
    [
      'goes on for keep_firing_for',
      { keepFiringForMs: 3 * MIN },
      'xxxx....',
      ['0 PendingStarted', '2 Fired', '4 ConditionCleared keep_firing_for', '7 Resolved recovered'],
    ],
    [
      'forgets keep_firing_for when the condition returns',
      { ...always, keepFiringForMs: 2 * MIN },
      'x.x...',
      [
        '0 Fired',
        '1 ConditionCleared keep_firing_for',
        '2 ConditionReturned',
        '3 ConditionCleared keep_firing_for',
        '5 Resolved recovered',
      ],
    ],
    [
      'goes on for keep_firing_for without data too',
      { ...always, keepFiringForMs: 2 * MIN },
      'x---',
      ['0 Fired', '1 ConditionCleared keep_firing_for', '3 Resolved no_data'],
    ],
    [
      'is kept two evaluations without data',
      { ...always, noData: 'keep' },
      'x---',
      ['0 Fired', '1 ConditionCleared no_data', '3 Resolved no_data'],
    ],
    [
      'is kept and comes back',
      { ...always, noData: 'keep' },
      'x-x',
      ['0 Fired', '1 ConditionCleared no_data', '2 ConditionReturned'],
    ],
    [
      'is kept and then known to have recovered',
      { ...always, noData: 'keep' },
      'x-.',
      ['0 Fired', '1 ConditionCleared no_data', '2 Resolved recovered'],
    ],
    ['recovers at once under `keep`', { ...always, noData: 'keep' }, 'x.', ['0 Fired', '1 Resolved recovered']],
    [
      'goes on without data for ever',
      { ...always, noData: 'alert' },
      'x-----',
      ['0 Fired', '1 ConditionCleared no_data'],
    ],
    [
      'recovers under `alert` when the data say so',
      { ...always, noData: 'alert' },
      'x---.',
      ['0 Fired', '1 ConditionCleared no_data', '4 Resolved recovered'],
    ],
    [
      'takes what cannot be told apart for recovered',
      { ...always, noData: 'alert' },
      'x?',
      ['0 Fired', '1 Resolved recovered'],
    ],
    ['is not resolved by evaluations that fail', always, 'x!!!!x', ['0 Fired', '3 RuleFailed', '5 RuleRecovered']],
    ['keeps waiting through evaluations that fail', {}, 'x!xx', ['0 PendingStarted', '2 Fired']],
    ['does not tell of one failure', always, 'x!!x!!', ['0 Fired']],
  ])('%s', (_name, given, looks, told) => {
    expect(story(given).see(looks).told).toEqual(told);
  });

  it('keeps the value at which the condition last held, and resolves with the value now', () => {
    const { state } = story(always).see('x');
    const resolved = decideRound(state, {
      ...{ at: START + MIN, intervalMs: MIN, goneBecause: () => 'rule_deleted' as const },
      rules: [
        {
          ruleId: 'r',
          rule: { ...rule, forMs: 0 },
          outcome: { ok: true, findings: [], remaining: new Map([['f', '0.5']]) },
        },
      ],
    });
    expect(resolved).toMatchObject([{ type: 'AlertResolved', data: { value: '0.5', reason: 'recovered' } }]);
    expect(state.alerts.get('f')?.value).toBe('5');
  });

  it.each(['rule_deleted', 'rule_disabled', 'rule_changed'] as const)('ends when its rule is gone: %s', (reason) => {
    expect(story().see('xxx').without(reason).told.at(-1)).toBe(`3 Resolved ${reason}`);
    expect(story().see('x').without(reason).told.at(-1)).toBe(`1 PendingEnded ${reason}`);
    expect(story().see('!!!').without(reason).told.at(-1)).toBe('3 RuleRecovered');
  });

  it('ends and begins anew when its rule gets another meaning', () => {
    const told = story(always).see('x').changed({ condition: 'x > 2' }).see('x').told;
    expect(told).toEqual(['0 Fired', '1 Resolved rule_changed', '1 Fired']);
  });

  it('goes on when its rule is changed in what is no meaning', () => {
    const changed = { annotations: { a: 'b' }, channels: ['mail'], severity: 'info', keepFiringForMs: 1 } as const;
    expect(
      story(always)
        .see('x')
        .changed({ ...changed, channels: ['mail'] })
        .see('x').told,
    ).toEqual(['0 Fired']);
  });

  it('is pending again when its rule asks for a longer time', () => {
    const told = story()
      .see('xxx')
      .changed({ forMs: 5 * MIN })
      .see('xxx').told;
    expect(told).toEqual(['0 PendingStarted', '2 Fired', '3 PendingRestarted', '5 Fired']);
  });

  it('is told anew, and to be acknowledged anew, when it becomes more urgent', () => {
    const acknowledged = acknowledge(story(always).see('x')).changed({ severity: 'critical' }).see('xx');
    expect(acknowledged.told).toEqual(['0 Fired', '1 AcknowledgementEnded severity_worsened', '1 Fired']);
    expect(acknowledged.state.alerts.get('f')).toMatchObject({
      severity: 'critical',
      firedAt: START,
      acknowledged: null,
    });
  });

  it('is acknowledged until its time is over', () => {
    const told = acknowledge(story(always).see('x'), START + 2 * MIN).see('x!x').told;
    expect(told).toEqual(['0 Fired', '2 AcknowledgementEnded expired']);
  });

  it('does not count the time in which nobody looked', () => {
    const told = story({ forMs: 3 * MIN })
      .see('xx')
      .skip(60)
      .see('xxx').told;
    expect(told).toEqual(['0 PendingStarted', '62 EvaluationResumed', '64 Fired']);
    const kept = story({ ...always, keepFiringForMs: 3 * MIN })
      .see('x..')
      .skip(60)
      .see('...').told;
    expect(kept.slice(2)).toEqual(['63 EvaluationResumed', '65 Resolved recovered']);
  });

  it('counts evaluations that a slow round left out', () => {
    expect(
      story({ forMs: 4 * MIN })
        .see('x')
        .skip(3)
        .see('x').told,
    ).toEqual(['0 PendingStarted', '4 Fired']);
  });

  it('fires after a restart as before, and says nothing twice', () => {
    expect(story(always).see('x').skip(600).see('x').told).toEqual(['0 Fired']);
  });

  it('survives a clock that is set back by an hour', () => {
    expect(story().see('xx').skip(-60).see('xx').told).toEqual([
      '0 PendingStarted',
      '-58 EvaluationResumed',
      '-57 Fired',
    ]);
    expect(story().see('xxxx').skip(-60).see('xx').told).toEqual(['0 PendingStarted', '2 Fired']);
  });
});

function acknowledge(told: Story, until?: number): Story {
  const { alertId = '', fingerprint = '' } = told.state.alerts.get('f') ?? {};
  const end = until === undefined ? null : new Date(until).toISOString();
  const data = { ruleId: 'r', ruleName: 'high', alertId, fingerprint, note: null, until: end };
  return told.fact({ type: 'AlertAcknowledged', data, actorId: 'ann' });
}
