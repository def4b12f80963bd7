import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AlertRuleData } from '../../../../events/alert-rule.events.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Access } from '../../../../platform/http/access.js';
import { AlertRuleChecks } from '../../alert-rule-checks.service.js';
import { alertRuleInvalid } from '../../alert-rule-invalid.js';
import { ruleByReference } from '../../domain/rule-book.js';
import { RuleBookReader } from '../../evaluation/rule-book-reader.service.js';
import { ruleInPath } from '../rule-in-path.js';
import {
  type BacktestDraftRequest,
  backtestDraftRequest,
  type BacktestSavedRuleRequest,
  backtestSavedRuleRequest,
} from './backtest-rule.request.js';
import { type BacktestAnswer, backtestAnswer, type BacktestLine } from './backtest-rule.response.js';
import { RuleBacktest } from './rule-backtest.service.js';

const NDJSON = 'application/x-ndjson';
const told = {
  description:
    'Evaluated at every moment by the same evaluator and the same life of alerts that rules have. With ' +
    `\`accept: ${NDJSON}\` it tells on the way how far it is, a line each, and the result as the last line.`,
};

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class BacktestRuleController {
  constructor(
    private readonly rules: RuleBookReader,
    private readonly checks: AlertRuleChecks,
    private readonly backtests: RuleBacktest,
  ) {}

  @Post('backtest')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({
    operationId: 'backtestAlertRuleDraft',
    summary: 'Try a rule that is not saved on the past.',
    ...told,
  })
  @ApiProduces('application/json', NDJSON)
  @ApiResponse({ status: 200, standardSchema: backtestAnswer })
  async draft(
    @Body({ schema: backtestDraftRequest }) { rule, ...stretch }: BacktestDraftRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BacktestAnswer | Readable> {
    const checked = await this.checks.check(rule);
    if (!checked.ok) throw alertRuleInvalid(checked.problems);
    return this.answer(checked.rule, stretch, request, reply);
  }

  @Post(':idOrName/backtest')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({ operationId: 'backtestAlertRule', summary: 'Try a rule on the past.', ...told })
  @ApiProduces('application/json', NDJSON)
  @ApiResponse({ status: 200, standardSchema: backtestAnswer })
  async saved(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @Body({ schema: backtestSavedRuleRequest }) stretch: BacktestSavedRuleRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BacktestAnswer | Readable> {
    const { rule } = ruleByReference(await this.rules.read(), reference);
    return this.answer(rule, stretch, request, reply);
  }

  private async answer(
    rule: AlertRuleData,
    stretch: BacktestSavedRuleRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<BacktestAnswer | Readable> {
    // Who has gone away needs no answer.
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const run = this.backtests.run(rule, stretch, gone.signal);
    // What is refused is refused before the first line.
    const first = await run.next();
    if (request.headers.accept?.includes(NDJSON)) {
      void reply.type(NDJSON);
      return Readable.from(lines(run, first));
    }
    for (let step = first; ; step = await run.next()) if (step.done) return step.value;
  }
}

type Run = ReturnType<RuleBacktest['run']>;

async function* lines(run: Run, first: Awaited<ReturnType<Run['next']>>): AsyncGenerator<string> {
  const line = (one: BacktestLine) => `${JSON.stringify(one)}\n`;
  try {
    for (let step = first; ; step = await run.next()) {
      if (step.done) return yield line({ type: 'result', ...step.value });
      yield line({ type: 'progress', ...step.value });
    }
  } catch (error) {
    // The status is sent already.
    if (!(error instanceof DomainError)) throw error;
    yield line({ type: 'error', code: error.code, detail: error.message });
  } finally {
    await run.return(undefined as never);
  }
}
