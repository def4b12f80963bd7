import { Body, Controller, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import {
  changeChannelRequest,
  type ChangeChannelRequest,
  type WrittenChannel,
  writtenChannel,
} from '../../channel.request.js';
import { channelInPath } from '../../channel-in-path.js';
import { ChangeChannel } from './change-channel.command.js';

@ApiTags('channels')
@Controller('api/channels')
export class ChangeChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Put(':idOrName')
  @Access('administer')
  @ApiOperation({
    operationId: 'changeChannel',
    summary: 'Change a notification channel.',
    description:
      'What is not named stays as it is, secrets too. A secret that is replaced is kept for 30 days for what was begun with it.',
  })
  @ApiResponse({ status: 200, standardSchema: writtenChannel })
  change(
    @Param('idOrName', { schema: channelInPath }) idOrName: string,
    @Body({ schema: changeChannelRequest }) change: ChangeChannelRequest,
    @Caller() caller: CommandContext,
  ): Promise<WrittenChannel> {
    return this.commands.execute(new ChangeChannel(idOrName, change, caller));
  }
}
