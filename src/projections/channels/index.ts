export type { ChannelView } from './channel.response.js';
export { ChannelsReadModule } from './channels.module.js';
export { channelsProjection } from './channels.projector.js';
export { FindChannelsByName } from './find-channels-by-name.query.js';
export { ListChannels } from './list-channels.query.js';
