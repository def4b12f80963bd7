import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { HealthParts } from '../../platform/runtime/health-part.js';
import { checkedPart } from './checked-part.js';

const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'not_ready']),
  parts: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['up', 'degraded', 'down']),
      reason: z.string().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly parts: HealthParts) {}

  @Get('healthz')
  @Access('public')
  @ApiOperation({ operationId: 'getHealth', summary: 'Is the process alive?' })
  @ApiResponse({ status: 200, standardSchema: z.object({ status: z.literal('alive') }) })
  alive() {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Access('public')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Can it serve? Each part, with the reason when not.' })
  @ApiResponse({ status: 200, standardSchema: readiness })
  @ApiResponse({ status: 503, description: 'A part is down', standardSchema: readiness })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof readiness>> {
    const parts = await Promise.all(this.parts.all().map(checkedPart));
    const down = parts.some(({ status }) => status === 'down');
    if (down) void reply.status(503).header('retry-after', '2');
    const degraded = parts.some(({ status }) => status === 'degraded');
    return { status: down ? 'not_ready' : degraded ? 'degraded' : 'ready', parts };
  }
}
