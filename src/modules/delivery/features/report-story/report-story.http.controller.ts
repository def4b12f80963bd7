import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { reportedId } from '../../../../events/reported-fields.js';
import { streams } from '../../../../events/streams.js';
import { Access } from '../../../../platform/http/access.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import {
  FactRecorder,
  type RecordedFact,
  RecordsFact,
  ReportedBy,
  type Reporter,
  type SubjectKind,
} from '../../../intake/index.js';
import {
  type ChangeStoryStatusRequest,
  changeStoryStatusRequest,
  type CreateStoryRequest,
  createStoryRequest,
} from './report-story.request.js';

const stories: SubjectKind = {
  name: 'story',
  idField: 'storyId',
  unknownCode: 'STORY_UNKNOWN',
  stream: streams.story,
};

/** Stories, as the planner that hands them to agents reports them. */
@ApiTags('stories')
@Controller('api/stories')
export class ReportStoryController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'createStory', summary: 'Report a story that was created.' })
  create(
    @Body({ schema: createStoryRequest }) body: CreateStoryRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(stories, 'StoryCreated', body, by);
  }

  @Post(':id/status')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({ operationId: 'changeStoryStatus', summary: 'Report the new status of a story.' })
  changeStatus(
    @Param('id', { schema: pathParameter('id', reportedId) }) id: string,
    @Body({ schema: changeStoryStatusRequest }) body: ChangeStoryStatusRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(stories, id, 'StoryStatusChanged', body, by);
  }
}
