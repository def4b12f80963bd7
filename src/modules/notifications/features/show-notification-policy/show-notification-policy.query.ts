import { Query } from '@nestjs/cqrs';
import type { NotificationPolicyAnswer } from './show-notification-policy.response.js';

/** How alerts become messages. */
export class ShowNotificationPolicy extends Query<NotificationPolicyAnswer> {}
