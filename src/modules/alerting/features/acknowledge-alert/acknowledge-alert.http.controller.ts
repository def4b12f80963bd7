import { Body, Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Clock } from '../../../../kernel/clock.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { AcknowledgeAlert } from './acknowledge-alert.command.js';
import {
  type AcknowledgeAlertRequest,
  acknowledgeAlertRequest,
  type AcknowledgedAlert,
  acknowledgedAlert,
} from './acknowledge-alert.request.js';

const alertId = pathParameter('id', pathId);

@ApiTags('alerts')
@Controller('api/alerts')
export class AcknowledgeAlertController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'acknowledgeAlert',
    summary: 'Take an alert: its message is not repeated. That it is resolved is still told.',
    description: 'It holds until the alert is resolved, its time is over, or the alert becomes more urgent.',
  })
  @ApiResponse({ status: 200, standardSchema: acknowledgedAlert })
  acknowledge(
    @Param('id', { schema: alertId }) id: string,
    @Body({ schema: acknowledgeAlertRequest.optional() }) body: AcknowledgeAlertRequest | undefined,
    @Caller() caller: CommandContext,
  ): Promise<AcknowledgedAlert> {
    const { note, until, duration } = body ?? {};
    const end = duration === undefined ? until : this.clock.now().getTime() + duration;
    const acknowledging = {
      note: note === '' ? null : (note ?? null),
      until: end === undefined ? null : new Date(end),
    };
    return this.commands.execute(new AcknowledgeAlert(id, acknowledging, caller));
  }

  @Delete(':id/acknowledge')
  @Access('operate')
  @ApiOperation({ operationId: 'withdrawAcknowledgement', summary: 'Give an alert back that somebody has taken.' })
  @ApiResponse({ status: 200, standardSchema: acknowledgedAlert })
  withdraw(@Param('id', { schema: alertId }) id: string, @Caller() caller: CommandContext): Promise<AcknowledgedAlert> {
    return this.commands.execute(new AcknowledgeAlert(id, undefined, caller));
  }
}
