import { Body, Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import { SetTraceExport } from './set-trace-export.command.js';
import {
  type ChangedTraceExport,
  changedTraceExport,
  type SetTraceExportRequest,
  setTraceExportRequest,
} from './set-trace-export.request.js';

@ApiTags('traces')
@Controller('api/trace-export')
export class SetTraceExportController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Access('administer')
  @ApiOperation({
    operationId: 'setTraceExport',
    summary: 'Decide whether and where traces are exported.',
    description:
      'In force at once in every replica, and kept over restarts. What is not named stays as it is; another exporter ' +
      'without an endpoint goes to the default one.',
  })
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: 'The ETag that the caller saw last; when it has changed since, the answer is 412 STALE_REVISION.',
  })
  @ApiResponse({ status: 200, standardSchema: changedTraceExport })
  async set(
    @Body({ schema: setTraceExportRequest }) change: SetTraceExportRequest,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedTraceExport> {
    const changed = await this.commands.execute(new SetTraceExport(change, expected, caller));
    if (changed.revision !== null) reply.header('etag', revisionTag(BigInt(changed.revision)));
    return changed;
  }
}
