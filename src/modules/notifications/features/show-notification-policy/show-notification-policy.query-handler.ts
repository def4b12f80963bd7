import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { NotificationPolicyHistoryReader } from '../../notification-policy-history.service.js';
import { presentPolicy } from '../set-notification-policy/set-notification-policy.request.js';
import { ShowNotificationPolicy } from './show-notification-policy.query.js';
import type { NotificationPolicyAnswer } from './show-notification-policy.response.js';

@QueryHandler(ShowNotificationPolicy)
export class ShowNotificationPolicyHandler implements IQueryHandler<ShowNotificationPolicy> {
  constructor(private readonly histories: NotificationPolicyHistoryReader) {}

  async execute(): Promise<NotificationPolicyAnswer> {
    const { policy, revision, changed } = await this.histories.read();
    return {
      ...presentPolicy(policy),
      revision: revision === undefined ? null : String(revision),
      changedAt: changed?.at.toISOString() ?? null,
      changedBy: changed?.by ?? null,
    };
  }
}
