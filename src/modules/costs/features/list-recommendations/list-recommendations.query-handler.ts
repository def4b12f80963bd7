import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { decodeCursor, toPage } from '../../../../platform/http/paging.js';
import { ListRecommendationDecisions } from '../../../../projections/recommendations/index.js';
import type { CostEvidence } from '../../recommendations/finding.js';
import { recommendationsOf } from '../../recommendations/present-recommendations.js';
import { RecommendationFinder } from '../../recommendations/recommendation-finder.service.js';
import type { Recommendation } from '../../recommendations/recommendation.response.js';
import {
  ListRecommendations,
  type ListRecommendationsQuery,
  type RecommendationsAnswer,
} from './list-recommendations.query.js';

@QueryHandler(ListRecommendations)
export class ListRecommendationsHandler implements IQueryHandler<ListRecommendations> {
  constructor(
    private readonly queries: QueryBus,
    private readonly finder: RecommendationFinder,
  ) {}

  async execute({ asked }: ListRecommendations): Promise<RecommendationsAnswer> {
    const { limit, cursor, status, days } = asked;
    const [found, decisions] = await Promise.all([
      this.finder.find(days),
      this.queries.execute(new ListRecommendationDecisions()),
    ]);
    const { evidence } = found;
    const all = recommendationsOf(found, decisions).filter((one) => status === 'all' || one.status === status);
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const rest = after === undefined ? all : all.filter((one) => isAfter(keyOf(one), after));
    const page = toPage(rest.slice(0, limit + 1), limit, all.length, keyOf, (one) => one);
    const priced = evidence.runs.filter(({ cost }) => cost !== null).length;
    return {
      ...page,
      items: [...page.items],
      from: evidence.from.toISOString(),
      to: evidence.to.toISOString(),
      currency: 'USD',
      runs: evidence.runs.length,
      pricedRuns: priced,
      calls: evidence.usage.reduce((sum, { calls }) => sum + calls, 0),
      reason: all.length > 0 ? null : reasonOf(asked, evidence, priced, found.found.length),
    };
  }
}

type Key = readonly [saving: number, id: string];

/** What is not found any more comes last. */
function keyOf({ saving, id }: Recommendation): Key {
  return [saving === null ? -1 : Number(saving.expected), id];
}

function isAfter([saving, id]: Key, [lastSaving, lastId]: Key): boolean {
  return saving < lastSaving || (saving === lastSaving && id > lastId);
}

function placeOf(cursor: string): Key {
  const [saving, id] = decodeCursor(cursor, 2);
  return [Number(saving), String(id)];
}

function reasonOf({ status, days }: ListRecommendationsQuery, evidence: CostEvidence, priced: number, found: number) {
  if (status === 'accepted' || status === 'dismissed') return `none was ${status}`;
  if (found > 0) return `all that is shown by ${spanOf(days)} was accepted or dismissed`;
  if (evidence.usage.length === 0) return `no model call is known of ${spanOf(days)}`;
  if (evidence.usage.every(({ cost }) => cost === null)) return 'no model that was used has a price';
  const runs = `${evidence.runs.length} runs ended, of which ${priced} have a known cost`;
  return `${runs}: nothing that they show has the least evidence that is asked for (see docs/costs.md)`;
}

function spanOf(days: number): string {
  return days === 1 ? 'the last day' : `the last ${days} days`;
}
