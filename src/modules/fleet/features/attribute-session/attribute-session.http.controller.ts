import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { reportedId } from '../../../../events/reported-fields.js';
import { Access } from '../../../../platform/http/access.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { RecordsFact, ReportedBy, type Reporter } from '../../../intake/index.js';
import { AttributeSession } from './attribute-session.command.js';
import {
  type AttributedSession,
  attributedSession,
  type AttributeSessionRequest,
  attributeSessionRequest,
} from './attribute-session.request.js';

const sessionId = pathParameter('id', reportedId);

@ApiTags('fleet')
@Controller('api/sessions')
export class AttributeSessionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/attribution')
  @Access('report')
  @ApiResponse({ status: 200, standardSchema: attributedSession })
  @RecordsFact(200)
  @ApiOperation({
    operationId: 'attributeSession',
    summary: 'Tell afterwards what all agents of a session worked on.',
    description:
      'It counts for all that they ever did, also for agents of the session that are heard of later. What is told of an ' +
      'agent itself counts before that.',
  })
  attribute(
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: attributeSessionRequest }) body: AttributeSessionRequest,
    @ReportedBy() by: Reporter,
  ): Promise<AttributedSession> {
    return this.commands.execute(new AttributeSession(id, body, by));
  }
}
