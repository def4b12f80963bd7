/** What other parts may know of channels. */
export { ChannelSender } from './channel-sender.service.js';
export { ChannelsModule } from './channels.module.js';
export type { AlertMessage, DeliveryOutcome, NotificationMessage } from './domain/notification-message.js';
