import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput } from '../../platform/projections/projection.js';
import { type RecommendationDecisionRow, recommendationsProjection } from './recommendations.projector.js';

const [fold] = recommendationsProjection.outputs as [FoldOutput<RecommendationDecisionRow>];
const decided = (data: object, day: number) =>
  ({
    type: 'RecommendationDecided',
    data: { recommendationId: 'retries-1', kind: 'retries', note: null, ...data },
    meta: { occurredAt: `2026-01-0${day}T00:00:00.000Z`, actor: { type: 'api_key', id: 'k', name: 'ops' } },
  }) as unknown as RecordedEvent;

describe('decisions on recommendations', () => {
  it('are the last one, with who said so and what was shown', () => {
    const saving = { low: '1.000000', expected: '2.000000', high: '3.000000' };
    const first = decided({ decision: 'dismissed', title: 'Look', saving }, 1);
    expect(fold.keys(first)).toEqual([['retries-1']]);
    const row = fold.apply(undefined, first, ['retries-1']);
    expect(row).toEqual({
      recommendation_id: 'retries-1',
      kind: 'retries',
      title: 'Look',
      decision: 'dismissed',
      note: null,
      decided_at: new Date('2026-01-01T00:00:00Z'),
      decided_by: 'ops',
      saving,
    });
    expect(fold.apply(row, decided({ decision: 'accepted', note: 'yes' }, 2), ['retries-1'])).toMatchObject({
      decision: 'accepted',
      note: 'yes',
      title: null,
      saving: null,
    });
  });
});
