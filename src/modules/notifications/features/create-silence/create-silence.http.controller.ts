import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { parseDuration } from '../../../../kernel/duration-text.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import type { AlertMatcher } from '../../../../rules/silence-matching.js';
import { CreateSilence } from './create-silence.command.js';
import {
  type CreatedSilence,
  createdSilence,
  type CreateSilenceRequest,
  createSilenceRequest,
} from './create-silence.request.js';

@ApiTags('silences')
@Controller('api/silences')
export class CreateSilenceController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Access('operate')
  @ApiOperation({
    operationId: 'createSilence',
    summary: 'Hold back notifications of alerts that match, for a time.',
    description:
      'The alerts are evaluated and shown as always. The end of an alert that was told before is told. An alert that ' +
      'still fires when the silence ends is told at once.',
  })
  @ApiResponse({ status: 201, standardSchema: createdSilence })
  create(
    @Body({ schema: createSilenceRequest }) body: CreateSilenceRequest,
    @Caller() caller: CommandContext,
  ): Promise<CreatedSilence> {
    const { startsAt, endsAt, duration, comment, recurrence } = body;
    const until = endsAt === undefined ? { durationMs: msOf(duration) } : { endsAt };
    const windows = recurrence && { ...windowOf(recurrence), durationMs: msOf(recurrence.duration) };
    const silence = { matchers: matchersOf(body), startsAt, until, comment, recurrence: windows ?? null };
    return this.commands.execute(new CreateSilence(silence, caller));
  }
}

/** The matchers that are meant, the one for the rule's name included. */
export function matchersOf({ matchers = [], ruleName }: Pick<CreateSilenceRequest, 'matchers' | 'ruleName'>) {
  const ofRule: AlertMatcher[] = ruleName === undefined ? [] : [{ name: 'alertname', op: '=', value: ruleName }];
  return [...ofRule, ...matchers];
}

function windowOf({ timeZone, weekdays, from }: NonNullable<CreateSilenceRequest['recurrence']>) {
  return { timeZone, weekdays: [...new Set(weekdays)].sort((a, b) => a - b), from };
}

function msOf(duration: string | undefined): number {
  return parseDuration(duration ?? '') ?? 0;
}
