import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { wholeQuarters } from '../calendar.js';
import { CurrentPrices } from '../current-prices.service.js';
import { PricedUsage } from '../usage/priced-usage.service.js';
import { RunCosts } from '../usage/run-costs.service.js';
import { cheaperModels } from './cheaper-model.js';
import { unusedCaches } from './cache-reuse.js';
import { failingRuns } from './failing-runs.js';
import type { CostEvidence, Finding } from './finding.js';
import { LEAST_SAVING } from './least-evidence.js';
import { longContexts } from './long-contexts.js';
import { loopingRuns } from './looping-runs.js';
import { oversizedContexts } from './oversized-context.js';
import { recommendationId } from './recommendation-id.js';
import { retriedCalls } from './retries.js';
import { savingText } from './saving-text.js';

const DAY_MS = 86_400_000;
/**
 * Of more runs the latest are looked at, and the period is as long as they go back: more of them would not change what
 * is found, and looking at them must not hold up other requests.
 */
const MOST_RUNS = 20_000;

const rules: readonly ((evidence: CostEvidence) => readonly Finding[])[] = [
  cheaperModels,
  unusedCaches,
  failingRuns,
  loopingRuns,
  oversizedContexts,
  longContexts,
  retriedCalls,
];

export interface FoundRecommendation {
  readonly id: string;
  readonly finding: Finding;
  readonly saving: ReturnType<typeof savingText>;
}

export interface FoundRecommendations {
  readonly evidence: CostEvidence;
  readonly found: readonly FoundRecommendation[];
}

/** Looks for what costs more than it has to. */
@Injectable()
export class RecommendationFinder {
  constructor(
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    private readonly runs: RunCosts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the last days show, the greatest expected saving first. */
  async find(days: number): Promise<FoundRecommendations> {
    const to = this.clock.now();
    const { book } = await this.prices.choose();
    const asked = { from: new Date(to.getTime() - days * DAY_MS), to };
    const { from, runs } = await this.runs.latest(MOST_RUNS, asked, book);
    const usage = await (await this.usage.of(wholeQuarters({ from, to }), book)).sum(['model', 'agentType']);
    return recommendationsIn({ from, to, runs, usage });
  }
}

export function recommendationsIn(evidence: CostEvidence): FoundRecommendations {
  const periodMs = Math.max(1, evidence.to.getTime() - evidence.from.getTime());
  const found = rules
    .flatMap((rule) => rule(evidence))
    .map((finding) => ({ id: recommendationId(finding), finding, saving: savingText(finding.saving, periodMs) }))
    .filter(({ saving }) => Number(saving.expected) >= LEAST_SAVING)
    .sort((a, b) => Number(b.saving.expected) - Number(a.saving.expected) || (a.id < b.id ? -1 : 1));
  return { evidence, found };
}
