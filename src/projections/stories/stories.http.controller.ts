import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListStories, listStoriesQuery } from './list-stories.query.js';
import { ShowStory, showStoryQuery } from './show-story.query.js';
import { storyDetailResponse, storiesResponse } from './story.response.js';

@ApiTags('stories')
@Controller('api/stories')
export class StoriesReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('stories')
  @ApiOperation({ operationId: 'listStories', summary: 'Stories, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: storiesResponse })
  list(@Query({ schema: listStoriesQuery }) filter: z.infer<typeof listStoriesQuery>) {
    return this.queries.execute(new ListStories(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('stories')
  @ApiOperation({ operationId: 'getStory', summary: 'One story with its status history.' })
  @ApiResponse({ status: 200, standardSchema: storyDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showStoryQuery }) _query: z.infer<typeof showStoryQuery>,
  ) {
    return this.queries.execute(new ShowStory(id));
  }
}
