import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { revisionTag } from '../../../../platform/http/revision-tag.js';
import { ShowNotificationPolicy } from './show-notification-policy.query.js';
import { type NotificationPolicyAnswer, notificationPolicyResponse } from './show-notification-policy.response.js';

@ApiTags('notifications')
@Controller('api/notification-policy')
export class ShowNotificationPolicyController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  // It reads the log itself, which has every position that a write answered.
  @ReadsFrom()
  @ApiOperation({ operationId: 'getNotificationPolicy', summary: 'How alerts become messages.' })
  @ApiResponse({ status: 200, standardSchema: notificationPolicyResponse })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<NotificationPolicyAnswer> {
    const policy = await this.queries.execute(new ShowNotificationPolicy());
    if (policy.revision !== null) void reply.header('etag', revisionTag(BigInt(policy.revision)));
    return policy;
  }
}
