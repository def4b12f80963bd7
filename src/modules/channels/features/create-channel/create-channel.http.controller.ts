import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import {
  createChannelRequest,
  type CreateChannelRequest,
  type WrittenChannel,
  writtenChannel,
} from '../../channel.request.js';
import { CreateChannel } from './create-channel.command.js';

@ApiTags('channels')
@Controller('api/channels')
export class CreateChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Access('administer')
  @ApiOperation({
    operationId: 'createChannel',
    summary: 'Set up a notification channel.',
    description: 'Its secrets are encrypted and never shown again.',
  })
  @ApiResponse({ status: 201, standardSchema: writtenChannel })
  create(
    @Body({ schema: createChannelRequest }) request: CreateChannelRequest,
    @Caller() caller: CommandContext,
  ): Promise<WrittenChannel> {
    return this.commands.execute(new CreateChannel(request, caller));
  }
}
