import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { matchersOf } from '../create-silence/create-silence.http.controller.js';
import { PreviewSilence } from './preview-silence.query.js';
import {
  type PreviewedSilence,
  previewedSilence,
  type PreviewSilenceRequest,
  previewSilenceRequest,
} from './preview-silence.request.js';

@ApiTags('silences')
@Controller('api/silences')
export class PreviewSilenceController {
  constructor(private readonly queries: QueryBus) {}

  @Post('preview')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({
    operationId: 'previewSilence',
    summary: 'Which alerts a silence would cover now; nothing is silenced.',
  })
  @ApiResponse({ status: 200, standardSchema: previewedSilence })
  preview(@Body({ schema: previewSilenceRequest }) body: PreviewSilenceRequest): Promise<PreviewedSilence> {
    return this.queries.execute(new PreviewSilence(matchersOf(body)));
  }
}
