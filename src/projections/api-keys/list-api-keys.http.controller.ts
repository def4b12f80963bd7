import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/http/access.js';
import type { Paged } from '../../platform/http/paging.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import {
  apiKeyPage,
  type ApiKeyView,
  ListApiKeys,
  listApiKeysRequest,
  type ListApiKeysRequest,
} from './list-api-keys.query.js';

@ApiTags('access')
@Controller('api/keys')
export class ListApiKeysController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('administer')
  @ReadsFrom('api-keys')
  @ApiOperation({ operationId: 'listApiKeys', summary: 'API keys, the newest first; never the keys themselves.' })
  @ApiResponse({ status: 200, standardSchema: apiKeyPage })
  list(@Query({ schema: listApiKeysRequest }) request: ListApiKeysRequest): Promise<Paged<ApiKeyView>> {
    return this.queries.execute(new ListApiKeys(request));
  }
}
