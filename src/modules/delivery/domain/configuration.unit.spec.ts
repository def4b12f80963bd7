import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import type { ConfigurationEvent } from '../../../events/configuration.events.js';
import type { Json } from '../../../kernel/json.js';
import { type ConfigurationCommand, configurationDecider } from './configuration.decider.js';
import { configurationChangedKind } from './configuration.facts.js';

const set = (value: Json, key = 'limits'): ConfigurationCommand => ({ type: 'set', key, value });
const remove: ConfigurationCommand = { type: 'delete', key: 'limits' };

function run(...commands: readonly ConfigurationCommand[]): readonly ConfigurationEvent[] {
  let state = configurationDecider.initial;
  let events: readonly ConfigurationEvent[] = [];
  for (const command of commands) {
    events = configurationDecider.decide(command, state);
    state = events.reduce((one, event) => configurationDecider.evolve(one, event), state);
  }
  return events;
}

describe('a configuration key', () => {
  it('is created, updated and deleted, each with what it was', () => {
    expect(run(set(1))[0]!.data).toEqual({ key: 'limits', change: 'created', to: 1 });
    expect(run(set(1), set({ a: null }))[0]!.data).toEqual({
      key: 'limits',
      change: 'updated',
      from: 1,
      to: { a: null },
    });
    expect(run(set(1), remove)[0]!.data).toEqual({ key: 'limits', change: 'deleted', from: 1 });
    expect(run(set(1), remove, set(1))[0]!.data).toMatchObject({ change: 'created' });
  });

  it('does not change when it is set to the same value, whatever the order of members', () => {
    expect(run(set({ a: 1, b: [1, { c: 2, d: 3 }] }), set({ b: [1, { d: 3, c: 2 }], a: 1 }))).toEqual([]);
    expect(run(set([1, 2]), set([2, 1]))).toHaveLength(1);
    expect(run(set(null), set(null))).toEqual([]);
  });

  it('that is not there cannot be deleted', () => {
    expect(() => run(remove)).toThrow(expect.objectContaining({ code: 'CONFIGURATION_UNKNOWN', fault: 'not_found' }));
    expect(() => run(set(1), remove, remove)).toThrow(expect.objectContaining({ code: 'CONFIGURATION_UNKNOWN' }));
  });

  it('never shows a secret, and records each setting of one as the change it may be', () => {
    expect(run(set('hunter2', 'smtp.password'))[0]!.data).toEqual({
      key: 'smtp.password',
      change: 'created',
      to: '[redacted]',
      redacted: [''],
    });
    const events = run(set({ url: 'x', token: 'abc' }), set({ url: 'x', token: 'def' }));
    expect(events[0]!.data).toMatchObject({ change: 'updated', redacted: ['/token'] });
    expect(JSON.stringify(events)).not.toMatch(/abc|def/);
  });
});

describe('a change that the fleet reports', () => {
  const report = (history: FactHistory, data: object, time: string) =>
    history.report(configurationChangedKind, { key: 'limits', ...data }, at(time));

  it('is recorded once', () => {
    const history = new FactHistory();
    expect(report(history, { value: 5 }, '10:00')).toHaveLength(1);
    expect(report(history, { value: 5 }, '10:01')).toEqual([]);
    expect(report(history, { deleted: true }, '10:02')[0]!.data.change).toBe('deleted');
    expect(report(history, { deleted: true }, '10:03')).toEqual([]);
  });

  it('that happened before the last one is recorded as late and changes nothing', () => {
    const history = new FactHistory();
    report(history, { value: 5 }, '10:00');
    expect(report(history, { value: 4 }, '09:00')[0]!.data).toMatchObject({ to: 4, flags: ['late'] });
    expect(report(history, { value: 5 }, '10:05')).toEqual([]);
  });

  it.each([[{}], [{ value: 1, deleted: true }], [{ value: 1, colour: 'red' }], [{ value: 'x'.repeat(40_000) }]])(
    'is refused as %j',
    (data) => expect(configurationChangedKind.input.safeParse({ key: 'limits', ...data }).success).toBe(false),
  );

  it('is refused when it is nested too deep to be read', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(configurationChangedKind.input.safeParse({ key: 'limits', value }).error?.issues[0]?.message).toBe(
      'must be nested at most 32 levels deep',
    );
  });

  it('may be null', () => {
    expect(report(new FactHistory(), { value: null }, '10:00')[0]!.data).toMatchObject({ to: null });
  });
});
