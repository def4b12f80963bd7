import { Module } from '@nestjs/common';
import { ChannelsReadController } from './channels.http.controller.js';
import { FindChannelsByNameHandler } from './find-channels-by-name.query-handler.js';
import { ListChannelsHandler } from './list-channels.query-handler.js';
import { ShowChannelHandler } from './show-channel.query-handler.js';

@Module({
  controllers: [ChannelsReadController],
  providers: [ListChannelsHandler, ShowChannelHandler, FindChannelsByNameHandler],
})
export class ChannelsReadModule {}
