import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Access, AccessControl } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { CONFIG } from '../../../../platform/runtime/tokens.js';
import { PayloadReader } from '../../domain/payload.reader.js';
import type { IntakeSettings } from '../../intake-settings.js';
import { deliveryHeaders } from './delivery-headers.js';
import { assertSigned } from './github-signature.js';
import { ReceiveGithubDelivery, type ReceivedGithubDelivery } from './receive-github-delivery.command.js';
import { receivedGithubDelivery } from './receive-github-delivery.response.js';

@ApiTags('intake')
@Controller('webhooks/github')
export class ReceiveGithubDeliveryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly accessControl: AccessControl,
    @Inject(CONFIG) private readonly settings: IntakeSettings,
  ) {}

  @Post()
  @HttpCode(200)
  @Access('signed')
  @ApiOperation({
    operationId: 'receiveGithubDelivery',
    summary: "Take in a delivery of a GitHub webhook, signed with the webhook's secret.",
    description: 'Delivered again, it changes nothing. What stands for no fact of ours is kept as WebhookReceived.',
  })
  @ApiHeader({ name: 'X-Hub-Signature-256', required: true, description: 'HMAC-SHA256 of the body.' })
  @ApiHeader({ name: 'X-GitHub-Delivery', required: true })
  @ApiHeader({ name: 'X-GitHub-Event', required: true })
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiResponse({ status: 200, standardSchema: receivedGithubDelivery })
  receive(
    @Req() request: FastifyRequest,
    @Body() payload: unknown,
    @Caller() caller: CommandContext,
  ): Promise<ReceivedGithubDelivery> {
    this.assertFromGithub(request);
    const { id, event } = deliveryHeaders(request.headers);
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
      throw new DomainError('VALIDATION_FAILED', '$: the payload of a delivery is a JSON object', {
        fault: 'invalid',
        fields: [{ field: '$', message: 'expected a JSON object' }],
      });
    }
    const sender = new PayloadReader(payload).at('sender', 'login').line(100);
    return this.commands.execute(
      new ReceiveGithubDelivery(
        { id, event, payload },
        {
          ...caller,
          source: 'github',
          correlationId: id,
          actor: { ...caller.actor, type: 'webhook', id: 'github', name: sender ?? 'github' },
        },
      ),
    );
  }

  /** A refusal is told to the audit trail, as the guard does for the routes that need a key. */
  private assertFromGithub(request: FastifyRequest): void {
    const secret = this.settings.githubWebhookSecret;
    try {
      if (secret === undefined) {
        throw new DomainError(
          'GITHUB_WEBHOOKS_OFF',
          'GitHub deliveries are refused because no secret is configured: set GITHUB_WEBHOOK_SECRET to the secret of the webhook and restart',
          { fault: 'forbidden' },
        );
      }
      assertSigned(request.rawBody ?? new Uint8Array(), request.headers['x-hub-signature-256'], secret);
    } catch (error) {
      if (error instanceof DomainError) this.accessControl.recordRefusal(request, { code: error.code });
      throw error;
    }
  }
}
