import { Controller, Delete, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { filterFlag } from '../../../../platform/http/filter-query.js';
import { channelInPath } from '../../channel-in-path.js';
import { DeleteChannel, type DeletedChannel } from './delete-channel.command.js';

const deleteChannelQuery = z.strictObject({
  force: filterFlag.optional().describe('Also when rules or other channels name it.'),
});
const deletedChannel = z.object({ id: z.string(), name: z.string(), position: z.string() });

@ApiTags('channels')
@Controller('api/channels')
export class DeleteChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':idOrName')
  @Access('administer')
  @ApiOperation({ operationId: 'deleteChannel', summary: 'Delete a notification channel and its secrets.' })
  @ApiResponse({ status: 200, standardSchema: deletedChannel })
  remove(
    @Param('idOrName', { schema: channelInPath }) idOrName: string,
    @Query({ schema: deleteChannelQuery }) { force = false }: z.infer<typeof deleteChannelQuery>,
    @Caller() caller: CommandContext,
  ): Promise<DeletedChannel> {
    return this.commands.execute(new DeleteChannel(idOrName, force, caller));
  }
}
