import { Module } from '@nestjs/common';
import { ListStoriesHandler } from './list-stories.query-handler.js';
import { ShowStoryHandler } from './show-story.query-handler.js';
import { StoriesReadController } from './stories.http.controller.js';

@Module({
  controllers: [StoriesReadController],
  providers: [ListStoriesHandler, ShowStoryHandler],
})
export class StoriesReadModule {}
