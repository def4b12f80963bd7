import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../platform/http/access.js';
import { answering } from './answering.js';

/** The version of Prometheus whose language and API these are: clients decide by it what they may ask. */
const COMPATIBLE_WITH = '3.14.0';

/** Prometheus' HTTP API: what it is that answers. */
@ApiTags('prometheus')
@Controller('api/v1/status')
export class PrometheusStatusController {
  @Get('buildinfo')
  @Access('view')
  @ApiOperation({
    operationId: 'showBuildInfo',
    summary: 'The version of Prometheus that this API is compatible with.',
  })
  buildInfo(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, () => ({
      data: {
        version: COMPATIBLE_WITH,
        revision: '',
        branch: 'orchestrate-monitor',
        buildUser: '',
        buildDate: '',
        goVersion: '',
      },
    }));
  }
}
