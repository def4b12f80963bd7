import { Command } from '@nestjs/cqrs';
import type { CustomMetricData } from '../../../../events/custom-metric.events.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { WrittenMetric } from './register-custom-metric.request.js';

/** Registers a metric, or changes how one of this name is shown and which events count. */
export class RegisterCustomMetric extends Command<WrittenMetric> {
  constructor(
    readonly metric: CustomMetricData,
    /** Whoever registers it has said how many series it may have. */
    readonly limitChosen: boolean,
    readonly context: CommandContext,
  ) {
    super();
  }
}
