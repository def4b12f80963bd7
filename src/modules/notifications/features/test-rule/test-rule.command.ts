import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { TestedRule } from './test-rule.response.js';

/** Sends a test message over each channel of a rule. */
export class TestRule extends Command<TestedRule> {
  constructor(
    /** Id or name of the rule. */
    readonly reference: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
