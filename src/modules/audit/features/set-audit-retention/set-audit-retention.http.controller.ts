import { Body, Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import { SetAuditRetention } from './set-audit-retention.command.js';
import {
  type ChangedAuditRetention,
  changedAuditRetention,
  type SetAuditRetentionRequest,
  setAuditRetentionRequest,
} from './set-audit-retention.request.js';

@ApiTags('audit')
@Controller('api/audit/retention')
export class SetAuditRetentionController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Access('administer')
  @ApiOperation({
    operationId: 'setAuditRetention',
    summary: 'Decide how long audit entries are kept.',
    description:
      'Entries that were recorded longer ago are removed from the audit log, soon after the change and then daily; each ' +
      'removal is recorded. The events themselves stay in the log. Families that are not named follow `days`.',
  })
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: 'The ETag that the caller saw last; when it has changed since, the answer is 412 STALE_REVISION.',
  })
  @ApiResponse({ status: 200, standardSchema: changedAuditRetention })
  async set(
    @Body({ schema: setAuditRetentionRequest }) { days, families = {} }: SetAuditRetentionRequest,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedAuditRetention> {
    const changed = await this.commands.execute(new SetAuditRetention({ default: days, families }, expected, caller));
    if (changed.revision !== null) reply.header('etag', revisionTag(BigInt(changed.revision)));
    return changed;
  }
}
