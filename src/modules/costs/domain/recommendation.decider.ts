import type { RecommendationEvent } from '../../../events/recommendation.events.js';
import { streams } from '../../../events/streams.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';

export const recommendationStream = streams.recommendation;

export type Decision = RecommendationEvent['data']['decision'];
/** USD as plain decimals, per 30 days. */
export type ToldSaving = NonNullable<RecommendationEvent['data']['saving']>;

/** What is recommended at this moment. */
export interface ShownRecommendation {
  readonly kind: string;
  readonly title: string;
  readonly saving: ToldSaving;
}

export interface DecideOnRecommendation {
  readonly recommendationId: string;
  readonly decision: Decision;
  /** Undefined: nothing is said, and what was said stays. */
  readonly note: string | undefined;
  /** Undefined: nothing of this id is recommended any more. */
  readonly shown: ShownRecommendation | undefined;
}

/** The last decision; null: none. */
export type DecidedRecommendation = RecommendationEvent['data'] | null;

/** So many times the saving that was expected when it was dismissed is another matter, and is shown again. */
export const GROWTH_THAT_COUNTS = 1.5;

/** Whether what is known now is materially more than what was known at the decision. */
export function hasGrown(before: ToldSaving | undefined, now: ToldSaving): boolean {
  return before !== undefined && Number(now.expected) >= GROWTH_THAT_COUNTS * Number(before.expected);
}

/** One recommendation: whoever decides the same again changes nothing. */
export const recommendationDecider: Decider<DecidedRecommendation, DecideOnRecommendation, RecommendationEvent> = {
  initial: null,
  decide({ recommendationId, decision, note, shown }, decided) {
    const kind = shown?.kind ?? decided?.kind;
    if (kind === undefined) {
      const message = `nothing of the id ${recommendationId} is recommended; GET /api/cost/recommendations names what is`;
      throw new DomainError('RECOMMENDATION_UNKNOWN', `${message}, for the same days`, { fault: 'not_found' });
    }
    if (isSo(decision, note, shown, decided)) return [];
    const title = shown?.title ?? decided?.title;
    const saving = shown?.saving ?? decided?.saving;
    const data = { recommendationId, kind, decision, note: note ?? null };
    return [
      {
        type: 'RecommendationDecided',
        data: { ...data, ...(title !== undefined && { title }), ...(saving !== undefined && { saving }) },
      },
    ];
  },
  evolve(decided, { type, data }) {
    // A newer version may have appended other events.
    return type === 'RecommendationDecided' ? data : decided;
  },
};

function isSo(
  decision: Decision,
  note: string | undefined,
  shown: ShownRecommendation | undefined,
  decided: DecidedRecommendation,
): boolean {
  if (decided === null) return decision === 'reopened';
  if (decided.decision !== decision || (note !== undefined && note !== decided.note)) return false;
  // What was dismissed and has grown since is open again: to dismiss it is a decision anew.
  return !(decision === 'dismissed' && shown !== undefined && hasGrown(decided.saving, shown.saving));
}
