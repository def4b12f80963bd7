import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface RemovedMetric {
  readonly name: string;
  readonly position: LogPosition;
}

/** Removes a custom metric with its series. What was pushed stays in the log, and counts for no other of this name. */
export class RemoveCustomMetric extends Command<RemovedMetric> {
  constructor(
    readonly name: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
