import { Controller, Delete, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { RevokeApiKey, type RevokedApiKey } from './revoke-api-key.command.js';

const keyId = z.string().min(1).max(200);
const revokedApiKey = z.object({ id: z.string(), position: z.string() });

@ApiTags('access')
@Controller('api/keys')
export class RevokeApiKeyController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':id')
  @Access('administer')
  @ApiOperation({
    operationId: 'revokeApiKey',
    summary: 'Withdraw an API key and end its sessions. The last admin key cannot be withdrawn.',
  })
  @ApiResponse({ status: 200, standardSchema: revokedApiKey })
  revoke(@Param('id', { schema: keyId }) id: string, @Caller() caller: CommandContext): Promise<RevokedApiKey> {
    return this.commands.execute(new RevokeApiKey(id, caller));
  }
}
