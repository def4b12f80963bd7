export { NotificationsModule } from './notifications.module.js';
export { ShowNotificationPolicy } from './features/show-notification-policy/show-notification-policy.query.js';
