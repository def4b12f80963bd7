import type { RecommendationDecisionRow } from '../../../projections/recommendations/index.js';
import { hasGrown } from '../domain/recommendation.decider.js';
import { recommendationKinds, type RecommendationKind } from './finding.js';
import type { FoundRecommendation, FoundRecommendations } from './recommendation-finder.service.js';
import type { Recommendation, RecommendationStatus } from './recommendation.response.js';

/** What is found, with what was decided of it; then what was decided and is not found any more. */
export function recommendationsOf(
  { evidence, found }: FoundRecommendations,
  decisions: readonly RecommendationDecisionRow[],
): readonly Recommendation[] {
  const decided = new Map(decisions.map((row) => [row.recommendation_id, row]));
  const current = found.map((one): Recommendation => {
    const { kind, title, scope, assumption, confidence, runs, calls, numbers, links } = one.finding;
    const decision = decided.get(one.id);
    return {
      id: one.id,
      kind,
      title,
      status: statusOf(one, decision),
      scope: { ...scope },
      saving: one.saving,
      assumption,
      confidence,
      evidence: {
        from: evidence.from.toISOString(),
        to: evidence.to.toISOString(),
        runs,
        calls,
        numbers: { ...numbers },
        links: [...links],
      },
      decision: decision ? presentDecision(decision) : null,
    };
  });
  const ids = new Set(found.map(({ id }) => id));
  return [...current, ...decisions.filter((row) => !ids.has(row.recommendation_id)).flatMap(gone)];
}

/** What was dismissed is open again when it has grown. */
function statusOf({ saving }: FoundRecommendation, row: RecommendationDecisionRow | undefined): RecommendationStatus {
  if (row?.decision === 'accepted') return 'accepted';
  return row?.decision === 'dismissed' && !hasGrown(row.saving ?? undefined, saving) ? 'dismissed' : 'open';
}

/** What is open and not found any more is no recommendation. */
function gone(row: RecommendationDecisionRow): readonly Recommendation[] {
  const { decision, kind } = row;
  if ((decision !== 'accepted' && decision !== 'dismissed') || !isKind(kind)) return [];
  const unknown = { scope: null, saving: null, assumption: null, confidence: null, evidence: null };
  return [
    {
      id: row.recommendation_id,
      kind,
      title: row.title ?? row.recommendation_id,
      status: decision,
      ...unknown,
      decision: presentDecision(row),
    },
  ];
}

function isKind(kind: string): kind is RecommendationKind {
  return (recommendationKinds as readonly string[]).includes(kind);
}

function presentDecision(row: RecommendationDecisionRow): NonNullable<Recommendation['decision']> {
  return {
    decision: row.decision as NonNullable<Recommendation['decision']>['decision'],
    at: row.decided_at.toISOString(),
    by: row.decided_by,
    note: row.note,
    saving: row.saving,
  };
}
