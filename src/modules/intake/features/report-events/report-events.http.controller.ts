import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import type { RecordFactsResult } from '../record-facts/record-facts.command.js';
import { BatchRecording, MAX_ITEMS } from './batch-recording.js';
import { itemsOfArray } from './item-array.js';
import { readItemLines } from './item-lines.js';
import { reportEventsResponse } from './report-events.response.js';

@ApiTags('intake')
@Controller('api/events')
export class ReportEventsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Access('report')
  @ApiOperation({
    operationId: 'reportEvents',
    summary: 'Report what the fleet did, in a batch.',
    description:
      `Up to ${MAX_ITEMS} items or 8 MiB (after gzip), as a JSON array or as NDJSON. Every item is answered by ` +
      'itself: one that is refused does not touch the others. An item sent again with the same id changes nothing ' +
      'and is answered as a duplicate; with other content it is refused.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({
    schema: {
      type: 'array',
      maxItems: MAX_ITEMS,
      items: {
        type: 'object',
        required: ['type', 'data'],
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 200, description: 'Identity of this very item.' },
          type: { type: 'string', description: 'Name of an event of the catalogue, as in AgentSpawned.' },
          occurredAt: { type: 'string', format: 'date-time', description: 'When it happened; now when left out.' },
          data: { type: 'object', additionalProperties: true },
        },
      },
    },
  })
  @ApiResponse({ status: 200, standardSchema: reportEventsResponse })
  report(@Body() body: unknown, @Caller() caller: CommandContext): Promise<RecordFactsResult> {
    const items = body instanceof Readable ? readItemLines(body) : itemsOfArray(body, MAX_ITEMS);
    return new BatchRecording(this.commands, { ...caller, source: 'events' }).record(items);
  }
}
