import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { ReplayUnknownRecords } from './replay-unknown-records.command.js';
import { type ReplayedRecords, replayedRecords } from './replay-unknown-records.response.js';

@ApiTags('telemetry')
@Controller('api/telemetry/unknown/replay')
export class ReplayUnknownRecordsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Access('administer')
  @ApiOperation({
    operationId: 'replayUnknownTelemetry',
    summary: 'Read with the mappers of today what no mapper knew when it came.',
    description: 'After an upgrade that brings new mappers. What is known becomes facts, and is no longer kept.',
  })
  @ApiResponse({ status: 200, standardSchema: replayedRecords })
  replay(@Caller() caller: CommandContext): Promise<ReplayedRecords> {
    return this.commands.execute(new ReplayUnknownRecords({ ...caller, source: 'otlp' }));
  }
}
