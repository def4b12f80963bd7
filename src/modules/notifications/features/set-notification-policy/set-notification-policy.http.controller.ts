import { Body, Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import { SetNotificationPolicy } from './set-notification-policy.command.js';
import {
  type ChangedNotificationPolicy,
  changedNotificationPolicy,
  type SetNotificationPolicyRequest,
  setNotificationPolicyRequest,
} from './set-notification-policy.request.js';

@ApiTags('notifications')
@Controller('api/notification-policy')
export class SetNotificationPolicyController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Access('operate')
  @ApiOperation({
    operationId: 'setNotificationPolicy',
    summary: 'Decide how alerts become messages: groups, waiting, repeating, inhibition.',
    description: 'What is not named stays as it is. Groups that there are keep their alerts; new alerts follow it.',
  })
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: 'The ETag that the caller saw last; when it has changed since, the answer is 412 STALE_REVISION.',
  })
  @ApiResponse({ status: 200, standardSchema: changedNotificationPolicy })
  async set(
    @Body({ schema: setNotificationPolicyRequest }) change: SetNotificationPolicyRequest,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedNotificationPolicy> {
    const changed = await this.commands.execute(new SetNotificationPolicy(change, expected, caller));
    if (changed.revision !== null) void reply.header('etag', revisionTag(BigInt(changed.revision)));
    return changed;
  }
}
