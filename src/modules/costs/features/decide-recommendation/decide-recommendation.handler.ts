import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { recommendationDecider, recommendationStream } from '../../domain/recommendation.decider.js';
import { RecommendationFinder } from '../../recommendations/recommendation-finder.service.js';
import { DecideRecommendation } from './decide-recommendation.command.js';
import type { DecidedAnswer } from './decide-recommendation.request.js';

const decisions = { accept: 'accepted', dismiss: 'dismissed', reopen: 'reopened' } as const;

@CommandHandler(DecideRecommendation)
export class DecideRecommendationHandler implements ICommandHandler<DecideRecommendation> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly finder: RecommendationFinder,
  ) {}

  /** Throws RECOMMENDATION_UNKNOWN. */
  async execute({ id, request, context }: DecideRecommendation): Promise<DecidedAnswer> {
    const { found } = await this.finder.find(request.days);
    const shown = found.find((one) => one.id === id);
    const decision = decisions[request.decision];
    const { events, state, position } = await this.executor.execute(
      recommendationDecider,
      recommendationStream(id),
      {
        recommendationId: id,
        decision,
        note: request.reason,
        shown: shown && { kind: shown.finding.kind, title: shown.finding.title, saving: shown.saving },
      },
      context,
    );
    return {
      id,
      kind: state?.kind ?? shown!.finding.kind,
      decision,
      note: state?.note ?? null,
      changed: events.length > 0,
      position: position ?? null,
    };
  }
}
