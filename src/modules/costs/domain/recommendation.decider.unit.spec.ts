import { describe, expect, it } from 'vitest';
import type { RecommendationEvent } from '../../../events/recommendation.events.js';
import {
  type DecidedRecommendation,
  type DecideOnRecommendation,
  hasGrown,
  recommendationDecider,
} from './recommendation.decider.js';

const { initial, decide, evolve } = recommendationDecider;
const saving = (expected: string) => ({ low: '0.000000', expected, high: '100.000000' });
const shown = (expected = '10.000000') => ({ kind: 'retries', title: 'Find out why', saving: saving(expected) });
const command = (change: Partial<DecideOnRecommendation> = {}): DecideOnRecommendation => ({
  recommendationId: 'r-1',
  decision: 'dismissed',
  note: 'known',
  shown: shown(),
  ...change,
});
const after = (...commands: readonly DecideOnRecommendation[]) =>
  commands.reduce<DecidedRecommendation>((state, one) => decide(one, state).reduce(evolve, state), initial);

describe('a decision on a recommendation', () => {
  it('is recorded with what was shown', () => {
    expect(decide(command(), initial)).toEqual([
      {
        type: 'RecommendationDecided',
        data: {
          recommendationId: 'r-1',
          kind: 'retries',
          decision: 'dismissed',
          note: 'known',
          title: 'Find out why',
          saving: saving('10.000000'),
        },
      },
    ]);
  });

  it.each<[string, DecideOnRecommendation, number]>([
    ['is the same again', command(), 0],
    ['says nothing new', command({ note: undefined }), 0],
    ['has another reason', command({ note: 'other' }), 1],
    ['is another one', command({ decision: 'accepted' }), 1],
    ['is taken back', command({ decision: 'reopened', note: undefined }), 1],
    ['is dismissed again while it has not grown much', command({ shown: shown('14.999999') }), 0],
    ['is dismissed again since it has grown', command({ shown: shown('15.000000') }), 1],
    ['is dismissed again, and not found any more', command({ shown: undefined }), 0],
    ['is accepted, and not found any more', command({ decision: 'accepted', shown: undefined }), 1],
  ])('that %s: %#', (_what, next, events) => {
    expect(decide(next, after(command()))).toHaveLength(events);
  });

  it('to have it shown again says nothing where it is shown', () => {
    const reopen = command({ decision: 'reopened', note: undefined });
    expect(decide(reopen, initial)).toEqual([]);
    expect(decide(reopen, after(command(), reopen))).toEqual([]);
  });

  it('keeps what was shown where it is not found any more', () => {
    const [accepted] = decide(command({ decision: 'accepted', shown: undefined }), after(command()));
    expect(accepted!.data).toMatchObject({ kind: 'retries', title: 'Find out why', saving: saving('10.000000') });
  });

  it('needs something that is or was recommended', () => {
    expect(() => decide(command({ shown: undefined }), initial)).toThrow(
      expect.objectContaining({ code: 'RECOMMENDATION_UNKNOWN', fault: 'not_found' }),
    );
  });

  it('of an earlier version, without a saving, holds whatever it has grown to', () => {
    const data: RecommendationEvent['data'] = {
      recommendationId: 'r-1',
      kind: 'retries',
      decision: 'dismissed',
      note: null,
    };
    const state = evolve(initial, { type: 'RecommendationDecided', data });
    expect(decide(command({ note: undefined, shown: shown('1000.000000') }), state)).toEqual([]);
    expect(hasGrown(undefined, saving('1000.000000'))).toBe(false);
  });
});
