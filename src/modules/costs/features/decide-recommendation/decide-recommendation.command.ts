import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { DecidedAnswer, DecisionRequest } from './decide-recommendation.request.js';

/** Accepts or dismisses a recommendation, or wants it shown again. */
export class DecideRecommendation extends Command<DecidedAnswer> {
  constructor(
    readonly id: string,
    readonly request: DecisionRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}
