import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { customMetricBookDecider, customMetricBookStream } from '../../domain/custom-metric-book.decider.js';
import { RemoveCustomMetric, type RemovedMetric } from './remove-custom-metric.command.js';

@CommandHandler(RemoveCustomMetric)
export class RemoveCustomMetricHandler implements ICommandHandler<RemoveCustomMetric> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ name, context }: RemoveCustomMetric): Promise<RemovedMetric> {
    const { position } = await this.executor.execute(
      customMetricBookDecider,
      customMetricBookStream,
      { type: 'remove', name },
      context,
    );
    if (position === undefined) throw new Error('a removed metric has no position');
    return { name, position };
  }
}
