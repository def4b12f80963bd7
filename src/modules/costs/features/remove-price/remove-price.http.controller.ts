import { Controller, Delete, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { type RemovedPrice, RemovePrice } from './remove-price.command.js';

const removedPrice = z.object({ id: z.string(), position: z.string() });

@ApiTags('costs')
@Controller('api/cost/prices')
export class RemovePriceController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':id')
  @Access('administer')
  @ApiOperation({ operationId: 'removePrice', summary: 'Remove a price that was set; the bundled list counts again.' })
  @ApiResponse({ status: 200, standardSchema: removedPrice })
  remove(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Caller() caller: CommandContext,
  ): Promise<RemovedPrice> {
    return this.commands.execute(new RemovePrice(id, caller));
  }
}
