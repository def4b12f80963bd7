import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { SwitchedAlertRule } from './switch-alert-rule.response.js';

/** Has a rule evaluated again, evaluated no more, or deleted. */
export class SwitchAlertRule extends Command<SwitchedAlertRule> {
  constructor(
    readonly what: 'enable' | 'disable' | 'delete',
    /** Its id or name. */
    readonly reference: string,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
