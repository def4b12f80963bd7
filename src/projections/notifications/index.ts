export { NotificationsReadModule } from './notifications.module.js';
export { notificationsProjection } from './notifications.projector.js';
