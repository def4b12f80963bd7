import type { RecommendationEvent } from '../../events/recommendation.events.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';

/** What was decided last of one recommendation, and how it was shown then. */
export interface RecommendationDecisionRow {
  readonly recommendation_id: string;
  readonly kind: string;
  readonly title: string | null;
  readonly decision: string;
  readonly note: string | null;
  readonly decided_at: Date;
  readonly decided_by: string;
  /** USD in 30 days as plain decimals. */
  readonly saving: NonNullable<RecommendationEvent['data']['saving']> | null;
}

const table: TableSpec<RecommendationDecisionRow> = {
  name: 'recommendation_decisions',
  columns: {
    recommendation_id: 'text',
    kind: 'text',
    title: 'text',
    decision: 'text',
    note: 'text',
    decided_at: 'timestamptz',
    decided_by: 'text',
    saving: 'jsonb',
  },
  key: ['recommendation_id'],
  nullable: ['title', 'note', 'saving'],
};

/** What was decided of recommendations. */
export const recommendationsProjection: Projection = {
  name: 'recommendations',
  version: 1,
  types: ['RecommendationDecided'],
  outputs: [
    {
      kind: 'fold',
      table,
      keys: ({ data }) => [[(data as unknown as RecommendationEvent['data']).recommendationId]],
      apply(_row, { data, meta }) {
        const { recommendationId, kind, decision, note, title, saving } =
          data as unknown as RecommendationEvent['data'];
        return {
          recommendation_id: recommendationId,
          kind,
          title: title ?? null,
          decision,
          note,
          decided_at: new Date(meta.occurredAt),
          decided_by: meta.actor.name,
          saving: saving ?? null,
        };
      },
    },
  ],
};
