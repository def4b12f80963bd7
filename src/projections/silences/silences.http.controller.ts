import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { pathParameter } from '../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListSilences, listSilencesQuery } from './list-silences.query.js';
import { ShowSilence, showSilenceQuery } from './show-silence.query.js';
import { silenceResponse, silencesResponse } from './silence.response.js';

@ApiTags('silences')
@Controller('api/silences')
export class SilencesReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('silences')
  @ApiOperation({ operationId: 'listSilences', summary: 'Silences, those that are over too; the latest start first.' })
  @ApiResponse({ status: 200, standardSchema: silencesResponse })
  list(@Query({ schema: listSilencesQuery }) filter: z.infer<typeof listSilencesQuery>) {
    return this.queries.execute(new ListSilences(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('silences')
  @ApiOperation({ operationId: 'getSilence', summary: 'One silence.' })
  @ApiResponse({ status: 200, standardSchema: silenceResponse })
  show(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Query({ schema: showSilenceQuery }) { asOf }: z.infer<typeof showSilenceQuery>,
  ) {
    return this.queries.execute(new ShowSilence(id, asOf));
  }
}
