import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { CONFIG } from '../../../../platform/runtime/tokens.js';
import type { IdentitySettings } from '../../identity-settings.js';
import { signInReasonOf } from '../../refusal-reason.js';
import { RefusalRecorder } from '../../refusal-recorder.service.js';
import { assertNotCrossSite } from '../../same-origin.js';
import { setSessionCookie } from '../../session-cookie.js';
import { describePrincipal, sessionDescription } from '../../session-description.js';
import { SignIn } from './sign-in.command.js';
import { signInRequest } from './sign-in.request.js';

const signedIn = sessionDescription.extend({ expiresAt: z.iso.datetime(), position: z.string() });

@ApiTags('access')
@Controller('api/session')
export class SignInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly recorder: RefusalRecorder,
    @Inject(CONFIG) private readonly settings: IdentitySettings,
  ) {}

  @Post()
  @Access('public')
  @ApiOperation({ operationId: 'signIn', summary: 'Sign in to the dashboard with an API key; sets a session cookie.' })
  @ApiResponse({ status: 201, standardSchema: signedIn })
  async signIn(
    @Body({ schema: signInRequest }) body: z.infer<typeof signInRequest>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() caller: CommandContext,
  ): Promise<z.infer<typeof signedIn>> {
    try {
      assertNotCrossSite(request, this.settings.corsOrigins);
      const { principal, token, expiresAt, position } = await this.commands.execute(
        new SignIn(body.key, request.ip, caller),
      );
      setSessionCookie(request, reply, token, expiresAt);
      return { ...describePrincipal(principal), expiresAt: expiresAt.toISOString(), position };
    } catch (error) {
      const reason = error instanceof DomainError ? signInReasonOf(error.code) : undefined;
      if (reason) this.recorder.record({ type: 'SignInFailed', data: { reason } }, caller);
      throw error;
    }
  }
}
