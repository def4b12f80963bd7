import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ReplayedRecords } from './replay-unknown-records.response.js';

/** Reads what was kept because no mapper knew it with the mappers of today. */
export class ReplayUnknownRecords extends Command<ReplayedRecords> {
  constructor(readonly context: CommandContext) {
    super();
  }
}
