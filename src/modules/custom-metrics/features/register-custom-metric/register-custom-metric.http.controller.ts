import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { RegisterCustomMetric } from './register-custom-metric.command.js';
import {
  metricOfRequest,
  type RegisterCustomMetricRequest,
  registerCustomMetricRequest,
  type WrittenMetric,
  writtenMetric,
} from './register-custom-metric.request.js';

@ApiTags('custom metrics')
@Controller('api/metrics/custom')
export class RegisterCustomMetricController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Access('operate')
  @ApiOperation({
    operationId: 'registerCustomMetric',
    summary: 'Register a metric that is pushed, or defined over events: then with its history from the first event on.',
    description:
      'Again with the same definition it changes nothing. Kind, labels and whether it is pushed stay; the rest may change.',
  })
  @ApiResponse({ status: 201, standardSchema: writtenMetric })
  register(
    @Body({ schema: registerCustomMetricRequest }) request: RegisterCustomMetricRequest,
    @Caller() caller: CommandContext,
  ): Promise<WrittenMetric> {
    const limitChosen = request.seriesLimit !== undefined;
    return this.commands.execute(new RegisterCustomMetric(metricOfRequest(request), limitChosen, caller));
  }
}
