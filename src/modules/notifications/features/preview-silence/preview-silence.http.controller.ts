import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { FaultsAsAnswer } from '../../../../platform/http/faults-as-answer.interceptor.js';
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
@UseInterceptors(FaultsAsAnswer)
export class PreviewSilenceController {
  constructor(private readonly queries: QueryBus) {}

  @Post('preview')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({
    operationId: 'previewSilence',
    summary: 'Which alerts a silence would cover now, or what is wrong with its matchers; nothing is silenced.',
  })
  @ApiResponse({ status: 200, standardSchema: previewedSilence })
  preview(@Body({ schema: previewSilenceRequest }) body: PreviewSilenceRequest): Promise<PreviewedSilence> {
    return this.queries.execute(new PreviewSilence(matchersOf(body)));
  }
}
