import { Controller, Delete, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { EndSilence } from './end-silence.command.js';
import { type EndedSilence, endedSilence } from './end-silence.response.js';

@ApiTags('silences')
@Controller('api/silences')
export class EndSilenceController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':id')
  @Access('operate')
  @ApiOperation({
    operationId: 'endSilence',
    summary: 'End a silence now; it is kept for history.',
    description: 'Alerts that it covered and that still fire are told at once.',
  })
  @ApiResponse({ status: 200, standardSchema: endedSilence })
  end(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Caller() caller: CommandContext,
  ): Promise<EndedSilence> {
    return this.commands.execute(new EndSilence(id, caller));
  }
}
