import { Controller, Delete, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { credentialsOf } from '../../credentials.js';
import { clearSessionCookie } from '../../session-cookie.js';
import { SignOut, type SignedOutAt } from './sign-out.command.js';

@ApiTags('access')
@Controller('api/session')
export class SignOutController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @Access('authenticated')
  @ApiOperation({ operationId: 'signOut', summary: 'End the session of the cookie that the request carries.' })
  @ApiResponse({ status: 200, standardSchema: z.object({ position: z.string() }) })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() caller: CommandContext,
  ): Promise<SignedOutAt> {
    const credentials = credentialsOf(request);
    const { principal } = request;
    if (credentials?.kind !== 'session' || !principal) {
      throw new DomainError(
        'SESSION_NONE',
        'the request carries a key and no session: there is nothing to sign out of',
        {
          fault: 'invalid',
        },
      );
    }
    const ended = await this.commands.execute(new SignOut(credentials.token, principal, caller));
    clearSessionCookie(request, reply);
    return ended;
  }
}
