import { Controller, Delete, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { filterText } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { RemoveCustomMetric, type RemovedMetric } from './remove-custom-metric.command.js';

const removedMetric = z.object({ name: z.string(), position: z.string() });

@ApiTags('custom metrics')
@Controller('api/metrics/custom')
export class RemoveCustomMetricController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':name')
  @Access('operate')
  @ApiOperation({ operationId: 'removeCustomMetric', summary: 'Remove a custom metric with its series.' })
  @ApiResponse({ status: 200, standardSchema: removedMetric })
  remove(
    @Param('name', { schema: pathParameter('name', filterText) }) name: string,
    @Caller() caller: CommandContext,
  ): Promise<RemovedMetric> {
    return this.commands.execute(new RemoveCustomMetric(name, caller));
  }
}
