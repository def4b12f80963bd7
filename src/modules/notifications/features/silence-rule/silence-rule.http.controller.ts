import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { parseDuration } from '../../../../kernel/duration-text.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../../platform/projections/up-to-now.js';
import { alertRulesProjection, ShowAlertRule } from '../../../../projections/alert-rules/index.js';
import { CreateSilence } from '../create-silence/create-silence.command.js';
import { type CreatedSilence, createdSilence } from '../create-silence/create-silence.request.js';
import { type SilenceRuleRequest, silenceRuleRequest } from './silence-rule.request.js';

@ApiTags('silences')
@Controller('api/alerts/rules')
export class SilenceRuleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Post(':idOrName/silence')
  @Access('operate')
  @ApiOperation({
    operationId: 'silenceAlertRule',
    summary: 'Hold back notifications of a rule from now on, for a time.',
    description: 'A silence that matches `alertname`, which can be ended like any other.',
  })
  @ApiResponse({ status: 201, standardSchema: createdSilence })
  async silence(
    @Param('idOrName', { schema: pathParameter('idOrName', pathId) }) reference: string,
    @Body({ schema: silenceRuleRequest }) { duration, comment }: SilenceRuleRequest,
    @Caller() caller: CommandContext,
  ): Promise<CreatedSilence> {
    await upToNow(this.reads, this.log, [alertRulesProjection.name]);
    const { name } = await this.queries.execute(new ShowAlertRule(reference));
    const silence = {
      matchers: [{ name: 'alertname', op: '=' as const, value: name }],
      startsAt: undefined,
      until: { durationMs: parseDuration(duration) ?? 0 },
      comment: comment ?? `silenced for ${duration} by ${caller.actor.name}`,
      recurrence: null,
    };
    return this.commands.execute(new CreateSilence(silence, caller));
  }
}
