import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { channelInPath } from '../../channel-in-path.js';
import { TestChannel, type TestedChannel } from './test-channel.command.js';

const testedChannel = z.object({
  id: z.string(),
  name: z.string(),
  delivered: z.boolean(),
  detail: z.string().describe('What the receiver said, as far as it may be told.'),
  position: z.string(),
});

@ApiTags('channels')
@Controller('api/channels')
export class TestChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':idOrName/test')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'testChannel',
    summary: 'Send a test message over a channel and say what came of it.',
    description: 'It is really sent, also over a disabled channel. An incident that it opens is closed again.',
  })
  @ApiResponse({ status: 200, standardSchema: testedChannel })
  test(
    @Param('idOrName', { schema: channelInPath }) idOrName: string,
    @Caller() caller: CommandContext,
    @Req() request: FastifyRequest,
  ): Promise<TestedChannel> {
    return this.commands.execute(new TestChannel(idOrName, `${request.protocol}://${request.host}/channels`, caller));
  }
}
