import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { presentDefinition } from '../../../../projections/metrics/index.js';
import { customMetricBookDecider, customMetricBookStream } from '../../domain/custom-metric-book.decider.js';
import { RegisterCustomMetric } from './register-custom-metric.command.js';
import type { WrittenMetric } from './register-custom-metric.request.js';

@CommandHandler(RegisterCustomMetric)
export class RegisterCustomMetricHandler implements ICommandHandler<RegisterCustomMetric> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ metric, limitChosen, context }: RegisterCustomMetric): Promise<WrittenMetric> {
    const { events, state, position } = await this.executor.execute(
      customMetricBookDecider,
      customMetricBookStream,
      { type: 'register', metric, limitChosen },
      context,
    );
    const registered = state.get(metric.name);
    if (position === undefined || !registered) throw new Error('a registered metric is not in the book');
    return { ...presentDefinition(registered), changed: events.length > 0, position };
  }
}
