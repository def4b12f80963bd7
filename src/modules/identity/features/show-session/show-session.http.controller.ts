import { Controller, Get, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import { describePrincipal, sessionDescription } from '../../session-description.js';

@ApiTags('access')
@Controller('api/session')
export class ShowSessionController {
  @Get()
  @Access('authenticated')
  @ApiOperation({ operationId: 'getSession', summary: 'Who am I, and what may I do?' })
  @ApiResponse({ status: 200, standardSchema: sessionDescription })
  show(@Req() request: FastifyRequest): z.infer<typeof sessionDescription> {
    const { principal } = request;
    if (!principal) throw new Error('the access guard let an unknown caller pass');
    return describePrincipal(principal);
  }
}
