import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { revisionTag } from '../../platform/http/revision-tag.js';
import {
  type ConfigurationAnswer,
  configurationHistoryResponse,
  configurationResponse,
  configurationsResponse,
} from './configuration.response.js';
import { ListConfigurationChanges, listConfigurationChangesQuery } from './list-configuration-changes.query.js';
import { ListConfiguration, listConfigurationQuery } from './list-configuration.query.js';
import { ShowConfiguration, showConfigurationQuery } from './show-configuration.query.js';

@ApiTags('configuration')
@Controller('api/config')
export class ConfigurationReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('configuration')
  @ApiOperation({ operationId: 'listConfiguration', summary: 'Keys that are set, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: configurationsResponse })
  list(@Query({ schema: listConfigurationQuery }) filter: z.infer<typeof listConfigurationQuery>) {
    return this.queries.execute(new ListConfiguration(filter));
  }

  @Get(':key')
  @Access('view')
  @ReadsFrom('configuration')
  @ApiOperation({
    operationId: 'getConfiguration',
    summary: 'What one key is set to.',
    description: 'Its ETag is the revision that a change by If-Match is compared with.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: configurationResponse,
    headers: { ETag: { description: 'The revision, for If-Match.', schema: { type: 'string' } } },
  })
  async show(
    @Param('key', { schema: pathId }) key: string,
    @Query({ schema: showConfigurationQuery }) { asOf }: z.infer<typeof showConfigurationQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConfigurationAnswer> {
    const answer = await this.queries.execute(new ShowConfiguration(key, asOf));
    void reply.header('etag', revisionTag(BigInt(answer.revision)));
    return answer;
  }

  @Get(':key/history')
  @Access('view')
  @ReadsFrom('configuration')
  @ApiOperation({
    operationId: 'getConfigurationHistory',
    summary: 'The changes of one key, newest first, also of a deleted one.',
  })
  @ApiResponse({ status: 200, standardSchema: configurationHistoryResponse })
  history(
    @Param('key', { schema: pathId }) key: string,
    @Query({ schema: listConfigurationChangesQuery }) filter: z.infer<typeof listConfigurationChangesQuery>,
  ) {
    return this.queries.execute(new ListConfigurationChanges(key, filter));
  }
}
