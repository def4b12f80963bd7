import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { CreateApiKey, type CreatedApiKey } from './create-api-key.command.js';
import { createApiKeyRequest, createApiKeyResponse } from './create-api-key.request.js';

@ApiTags('access')
@Controller('api/keys')
export class CreateApiKeyController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Access('administer')
  @ApiOperation({ operationId: 'createApiKey', summary: 'Issue an API key; the answer is the only time it is shown.' })
  @ApiResponse({ status: 201, standardSchema: createApiKeyResponse })
  create(
    @Body({ schema: createApiKeyRequest }) body: z.infer<typeof createApiKeyRequest>,
    @Caller() caller: CommandContext,
  ): Promise<CreatedApiKey> {
    return this.commands.execute(new CreateApiKey(body.name, body.role, caller));
  }
}
