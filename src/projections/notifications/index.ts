export type { NotificationAnswer, SuppressionAnswer } from './notification.response.js';
export { ListNotifications } from './list-notifications.query.js';
export { ListSuppressions } from './list-suppressions.query.js';
export { NotificationsReadModule } from './notifications.module.js';
export { notificationsProjection } from './notifications.projector.js';
