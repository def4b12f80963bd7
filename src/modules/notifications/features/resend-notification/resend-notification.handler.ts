import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { Ids } from '../../../../kernel/ids.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { NotificationJournal } from '../../delivery/notification-journal.service.js';
import { StoredMessages } from '../../delivery/stored-messages.service.js';
import { ResendNotification } from './resend-notification.command.js';
import type { ResentNotification } from './resend-notification.response.js';

@CommandHandler(ResendNotification)
export class ResendNotificationHandler implements ICommandHandler<ResendNotification> {
  constructor(
    private readonly journal: NotificationJournal,
    private readonly messages: StoredMessages,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ notificationId, context }: ResendNotification): Promise<ResentNotification> {
    const queued = await this.journal.queued(notificationId);
    if (!queued) {
      throw new DomainError('NOTIFICATION_UNKNOWN', `there is no notification ${notificationId}`, {
        fault: 'not_found',
      });
    }
    // One that was itself sent again has the message of the first.
    const resendOf = queued.resendOf ?? notificationId;
    if (!(await this.messages.find(resendOf))) {
      throw new DomainError(
        'NOTIFICATION_NOT_KEPT',
        `the message of the notification ${notificationId} is not kept any more: messages are kept for 7 days, tests not at all`,
        { fault: 'conflict' },
      );
    }
    const id = this.ids.next();
    const data = { ...queued, notificationId: id, resendOf };
    const position = await this.journal.record({ type: 'NotificationQueued', data }, context);
    return { id, resendOf, channelName: queued.channelName, position };
  }
}
