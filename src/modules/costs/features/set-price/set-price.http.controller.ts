import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { SetPrice } from './set-price.command.js';
import {
  priceOfRequest,
  type SetPriceRequest,
  setPriceRequest,
  type WrittenPrice,
  writtenPrice,
} from './set-price.request.js';

@ApiTags('costs')
@Controller('api/cost/prices')
export class SetPriceController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Access('administer')
  @ApiOperation({
    operationId: 'setPrice',
    summary: 'Set what a model costs, before what the bundled list says.',
    description:
      'A price of the same model, provider, mode and effectiveFrom is changed. Reports show it at once, for the past too.',
  })
  @ApiResponse({ status: 200, standardSchema: writtenPrice })
  set(
    @Body({ schema: setPriceRequest }) request: SetPriceRequest,
    @Caller() caller: CommandContext,
  ): Promise<WrittenPrice> {
    return this.commands.execute(new SetPrice(priceOfRequest(request), caller));
  }
}
