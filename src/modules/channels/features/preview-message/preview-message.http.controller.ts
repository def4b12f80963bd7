import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Clock } from '../../../../kernel/clock.js';
import { present } from '../../../../kernel/present.js';
import { Access } from '../../../../platform/http/access.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { checkTemplates } from '../../domain/checked-templates.js';
import { renderKind } from '../../domain/render-kind.js';
import { sampleMessage } from '../../domain/sample-message.js';
import { previewedMessage, previewMessageRequest, type PreviewMessageRequest } from './preview-message.request.js';

@ApiTags('channels')
@Controller('api/channels')
export class PreviewMessageController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Post('preview')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({
    operationId: 'previewMessage',
    summary: 'What a message would look like; nothing is sent or saved.',
    description: 'Refuses templates as saving them would, with the place of what is wrong.',
  })
  @ApiResponse({ status: 200, standardSchema: previewedMessage })
  preview(@Body({ schema: previewMessageRequest }) request: PreviewMessageRequest) {
    const { kind, templates, format, status, severity, alert } = request;
    checkTemplates(templates);
    const now = this.clock.now();
    const message = sampleMessage({
      id: 'preview',
      now,
      severity,
      status,
      reason: status === 'firing' ? 'first' : 'all_resolved',
      description: 'Agent failure rate exceeds 20% in the last 5 minutes.',
      url: 'https://orchestrate.example.com/alerts/123',
      change: { ruleName: 'high-failure-rate', ...present(alert) },
    });
    return { kind, message: renderKind(kind, message, { templates, format, now }) };
  }
}
