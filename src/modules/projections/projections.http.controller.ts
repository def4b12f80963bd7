import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DomainError } from '../../kernel/domain-error.js';
import { Access } from '../../platform/http/access.js';
import { type Paged, pagedSchema } from '../../platform/http/paging.js';
import { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import {
  deadLetterResponse,
  deadLetterView,
  projectionResponse,
  type ProjectionResponse,
  projectionView,
} from './projection.response.js';

/** How long a retry of set-aside events may take before the answer says what is still open. */
const RETRY_LIMIT_MS = 20_000;

const rebuildResponse = z.object({ rebuilding: z.array(z.string()) });
const retryResponse = z.object({ tried: z.int(), remaining: z.array(deadLetterResponse) });

/** How far the read models are, and the two things an operator can do to them: rebuild, and retry what was set aside. */
@ApiTags('projections')
@Controller('api/projections')
export class ProjectionsController {
  constructor(private readonly engine: ProjectionEngine) {}

  @Get()
  @Access('view')
  @ApiOperation({
    operationId: 'listProjections',
    summary: 'Every projection: position, lag, set-aside events, rebuild.',
  })
  @ApiResponse({ status: 200, standardSchema: pagedSchema(projectionResponse) })
  async list(): Promise<Paged<ProjectionResponse>> {
    const items = (await this.engine.statuses()).map((status) => projectionView(status));
    return { items, nextCursor: null, total: items.length };
  }

  @Post('rebuild')
  @HttpCode(202)
  @Access('administer')
  @ApiOperation({ operationId: 'rebuildProjections', summary: 'Rebuild every projection from the log.' })
  @ApiResponse({ status: 202, standardSchema: rebuildResponse })
  async rebuildAll(): Promise<z.infer<typeof rebuildResponse>> {
    await this.engine.startRebuild();
    return { rebuilding: (await this.engine.statuses()).map(({ name }) => name) };
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @Access('administer')
  @ApiOperation({
    operationId: 'rebuildProjection',
    summary: 'Rebuild one projection from the log, beside its tables, which serve until it has caught up.',
  })
  @ApiResponse({ status: 202, standardSchema: rebuildResponse })
  async rebuild(@Param('name') name: string): Promise<z.infer<typeof rebuildResponse>> {
    await this.engine.startRebuild([name]);
    return { rebuilding: [name] };
  }

  @Get(':name/dead-letters')
  @Access('view')
  @ApiOperation({ operationId: 'listDeadLetters', summary: 'Events that the projection set aside, oldest first.' })
  @ApiResponse({ status: 200, standardSchema: pagedSchema(deadLetterResponse) })
  async deadLetters(@Param('name') name: string): Promise<Paged<z.infer<typeof deadLetterResponse>>> {
    const items = (await this.engine.deadLetters([name])).map((letter) => deadLetterView(letter));
    return { items, nextCursor: null, total: items.length };
  }

  @Post(':name/dead-letters/retry')
  @HttpCode(200)
  @Access('administer')
  @ApiOperation({ operationId: 'retryDeadLetters', summary: 'Apply the events that were set aside once more.' })
  @ApiResponse({ status: 200, standardSchema: retryResponse })
  async retry(@Param('name') name: string): Promise<z.infer<typeof retryResponse>> {
    const { tried, remaining } = await this.engine
      .retryDeadLetters(name, undefined, AbortSignal.timeout(RETRY_LIMIT_MS))
      .catch(stillUnderWay);
    return { tried, remaining: remaining.map((letter) => deadLetterView(letter)) };
  }
}

function stillUnderWay(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
  throw new DomainError('RETRY_UNDER_WAY', 'the retry is still under way; list the dead letters to see what is left', {
    fault: 'unavailable',
    retryAfterSeconds: 10,
  });
}
