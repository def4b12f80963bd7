import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ResentNotification } from './resend-notification.response.js';

/** Has a message sent again, as it was. */
export class ResendNotification extends Command<ResentNotification> {
  constructor(
    readonly notificationId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
