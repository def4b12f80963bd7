import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ChangedNotificationPolicy, SetNotificationPolicyRequest } from './set-notification-policy.request.js';

/** Decides how alerts become messages. */
export class SetNotificationPolicy extends Command<ChangedNotificationPolicy> {
  constructor(
    readonly change: SetNotificationPolicyRequest,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
