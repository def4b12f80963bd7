import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../kernel/domain-error.js';
import { type SilenceCommand, silenceDecider, type SilenceState } from './silence.decider.js';

const { initial, decide, evolve } = silenceDecider;
const NOW = '2026-01-15T10:00:00.000Z';
const later = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();

type Create = Extract<SilenceCommand, { type: 'create' }>;
const create = (over: Partial<Create> = {}): Create => ({
  type: 'create',
  silenceId: 's1',
  at: NOW,
  matchers: [{ name: 'alertname', op: '=', value: 'queue-backup' }],
  startsAt: NOW,
  endsAt: later(2),
  comment: 'deploying',
  recurrence: null,
  ...over,
});
const recurrence = { timeZone: 'Europe/Berlin', weekdays: [6, 7], from: '22:00', durationMs: 8 * 3_600_000 };

const end = (at: string, state: SilenceState) => decide({ type: 'end', silenceId: 's1', at }, state);
const refusal = (command: Create) => {
  try {
    decide(command, initial);
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...error.fields.map(({ field }) => field)];
    throw error;
  }
  return [];
};

describe('a silence', () => {
  it('is made as asked for', () => {
    const { type: _type, at: _at, ...data } = create({ startsAt: later(1), recurrence });
    expect(decide(create({ startsAt: later(1), recurrence }), initial)).toEqual([{ type: 'SilenceCreated', data }]);
  });

  it('holds from now on at the earliest', () => {
    expect(decide(create({ startsAt: later(-5) }), initial)[0]?.data).toMatchObject({ startsAt: NOW });
  });

  it.each<[string, Partial<Create>, string]>([
    ['an end that is over', { endsAt: NOW }, 'endsAt'],
    ['no length', { startsAt: later(1), endsAt: later(1) }, 'endsAt'],
    ['an end before its start', { startsAt: later(2), endsAt: later(1) }, 'endsAt'],
    ['more than 90 days', { endsAt: later(90 * 24 + 0.1) }, 'endsAt'],
    ['more than ten years of windows', { endsAt: later(4_000 * 24), recurrence }, 'endsAt'],
    ['matchers that match everything', { matchers: [{ name: 'a', op: '=~', value: '.*' }] }, 'matchers'],
    ['a false pattern', { matchers: [{ name: 'a', op: '=~', value: '(' }] }, 'matchers.0.value'],
    ['an unknown zone', { recurrence: { ...recurrence, timeZone: 'Berlin' } }, 'recurrence.timeZone'],
    ['an endless window', { recurrence: { ...recurrence, durationMs: 8 * 86_400_000 } }, 'recurrence.duration'],
  ])('is refused with %s', (_what, over, field) => {
    expect(refusal(create(over))).toEqual(['SILENCE_INVALID', field]);
  });

  it('may come back in windows for years', () => {
    expect(refusal(create({ endsAt: later(1_000 * 24), recurrence }))).toEqual([]);
  });

  it('is not made twice', () => {
    const state = decide(create(), initial).reduce(evolve, initial);
    expect(() => decide(create(), state)).toThrow(/there is a silence/);
  });

  it('is ended once', () => {
    const state = decide(create(), initial).reduce(evolve, initial);
    const ended = end(later(1), state);
    expect(ended).toEqual([{ type: 'SilenceEnded', data: { silenceId: 's1', endsAt: later(1) } }]);
    expect(end(later(1.5), ended.reduce(evolve, state))).toEqual([]);
    expect(end(later(2), state)).toEqual([]);
  });

  it('is ended before it began', () => {
    const state = decide(create({ startsAt: later(1) }), initial).reduce(evolve, initial);
    expect(end(NOW, state)).toEqual([{ type: 'SilenceEnded', data: { silenceId: 's1', endsAt: NOW } }]);
  });

  it('is ended only where there is one', () => {
    expect(() => end(NOW, initial)).toThrow('there is no silence s1');
  });
});
