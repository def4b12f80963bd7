import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { RepriceCostsRequest, RepricedCosts } from './reprice-costs.request.js';

/** Decides by which knowledge of prices all costs are reckoned, or says what that would change. */
export class RepriceCosts extends Command<RepricedCosts> {
  constructor(
    readonly request: RepriceCostsRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}
