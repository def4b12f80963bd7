import { Body, Controller, Delete, Param, Put, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import type { ConfigurationCommand } from '../../domain/configuration.decider.js';
import { configurationKey } from '../../domain/configuration.facts.js';
import { ChangeConfiguration } from './change-configuration.command.js';
import {
  type ChangedConfiguration,
  changedConfiguration,
  type DeleteConfigurationQuery,
  deleteConfigurationQuery,
  type SetConfigurationRequest,
  setConfigurationRequest,
} from './set-configuration.request.js';

const keyInPath = pathParameter('key', configurationKey);
const ifMatchHeader = {
  name: 'if-match',
  required: false,
  description: 'The ETag that the caller saw last; when the key has changed since, the answer is 412 STALE_REVISION.',
};

/** The fleet's own configuration: which model an agent type uses, how many run at a time, … */
@ApiTags('configuration')
@Controller('api/config')
export class SetConfigurationController {
  constructor(private readonly commands: CommandBus) {}

  @Put(':key')
  @Access('report')
  @ApiOperation({ operationId: 'setConfiguration', summary: 'Set a configuration key.' })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: changedConfiguration })
  set(
    @Param('key', { schema: keyInPath }) key: string,
    @Body({ schema: setConfigurationRequest }) { value, reason }: SetConfigurationRequest,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedConfiguration> {
    return this.change({ type: 'set', key, value, reason }, expected, caller, reply);
  }

  @Delete(':key')
  @Access('report')
  @ApiOperation({ operationId: 'deleteConfiguration', summary: 'Delete a configuration key; its history stays.' })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: changedConfiguration })
  delete(
    @Param('key', { schema: keyInPath }) key: string,
    @Query({ schema: deleteConfigurationQuery }) { reason }: DeleteConfigurationQuery,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedConfiguration> {
    return this.change({ type: 'delete', key, reason }, expected, caller, reply);
  }

  private async change(
    change: ConfigurationCommand,
    expected: bigint | undefined,
    caller: CommandContext,
    reply: FastifyReply,
  ): Promise<ChangedConfiguration> {
    const changed = await this.commands.execute(new ChangeConfiguration(change, expected, caller));
    reply.header('etag', revisionTag(BigInt(changed.revision)));
    return changed;
  }
}
