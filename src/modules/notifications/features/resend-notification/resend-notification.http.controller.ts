import { Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { ResendNotification } from './resend-notification.command.js';
import { type ResentNotification, resentNotification } from './resend-notification.response.js';

@ApiTags('notifications')
@Controller('api/notifications')
export class ResendNotificationController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/resend')
  @Access('operate')
  @ApiOperation({
    operationId: 'resendNotification',
    summary: 'Have a message sent again, as it was, under an id of its own.',
  })
  @ApiResponse({ status: 201, standardSchema: resentNotification })
  resend(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Caller() caller: CommandContext,
  ): Promise<ResentNotification> {
    return this.commands.execute(new ResendNotification(id, caller));
  }
}
