import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.js';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { formatPromql } from '../../promql/format.js';
import { answering } from './answering.js';
import { instantData, limited, matrixData, type PrometheusAnswer } from './prometheus-answer.js';
import { invalidParameter, PrometheusRefusal } from './prometheus-refusal.js';
import { checkOrder, type RequestParameters } from './request-parameters.js';
import { QueryRunner } from './run-query.service.js';

/** Most steps of a range query, as in Prometheus. */
const MOST_STEPS = 11_000;

/** Prometheus' HTTP API: expressions. https://prometheus.io/docs/prometheus/latest/querying/api/ */
@ApiTags('prometheus')
@Controller('api/v1')
export class PrometheusQueryController {
  constructor(
    private readonly runner: QueryRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('query')
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'promqlQuery', summary: 'What an expression says at one moment.' })
  query(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.instant(parameters));
  }

  @Post('query')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'promqlQueryByForm', summary: 'The same, with the parameters as a form.' })
  queryByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.instant(parameters));
  }

  @Get('query_range')
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'promqlQueryRange', summary: 'What an expression says at each step of a range.' })
  queryRange(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.range(parameters));
  }

  @Post('query_range')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'promqlQueryRangeByForm', summary: 'The same, with the parameters as a form.' })
  queryRangeByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.range(parameters));
  }

  @Get('format_query')
  @Access('view')
  @ApiOperation({ operationId: 'promqlFormat', summary: 'An expression as Prometheus writes it.' })
  format(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => ({ data: formatPromql(parameters.expression()) }));
  }

  @Post('format_query')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({ operationId: 'promqlFormatByForm', summary: 'The same, with the parameters as a form.' })
  formatByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => ({ data: formatPromql(parameters.expression()) }));
  }

  @Get('query_exemplars')
  @Access('view')
  @ApiOperation({ operationId: 'promqlExemplars', summary: 'Always empty: no exemplars are kept.' })
  exemplars(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, () => ({ data: [] }));
  }

  @Post('query_exemplars')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({ operationId: 'promqlExemplarsByForm', summary: 'The same, with the parameters as a form.' })
  exemplarsByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, () => ({ data: [] }));
  }

  private async instant(parameters: RequestParameters): Promise<PrometheusAnswer> {
    const limit = parameters.limit();
    const at = parameters.time('time', this.clock.now().getTime());
    const limits = limitsOf(parameters);
    const { answer, warnings, infos } = await this.runner.instant(parameters.expression(), at, limits);
    const { resultType, result } = instantData(answer);
    if (answer.type === 'scalar' || answer.type === 'string') return { data: { resultType, result }, warnings, infos };
    const cut = limited<unknown>(result, limit);
    return { data: { resultType, result: cut.items }, warnings: [...warnings, ...cut.warnings], infos };
  }

  private async range(parameters: RequestParameters): Promise<PrometheusAnswer> {
    const limit = parameters.limit();
    const startMs = parameters.requiredTime('start');
    const endMs = parameters.requiredTime('end');
    checkOrder(startMs, endMs);
    const stepMs = parameters.requiredDuration('step');
    if (!(stepMs > 0)) {
      throw invalidParameter(
        'step',
        'zero or negative query resolution step widths are not accepted. Try a positive integer',
      );
    }
    if ((endMs - startMs) / stepMs > MOST_STEPS) {
      throw new PrometheusRefusal(
        'bad_data',
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      );
    }
    // Prometheus counts in whole milliseconds.
    const range = { startMs, endMs, stepMs: Math.max(1, Math.trunc(stepMs)) };
    const limits = limitsOf(parameters);
    const { series, warnings, infos } = await this.runner.range(parameters.expression(), range, limits);
    const cut = limited(series, limit);
    return { data: matrixData(cut.items), warnings: [...warnings, ...cut.warnings], infos };
  }
}

function limitsOf(parameters: RequestParameters) {
  return { timeoutMs: parameters.duration('timeout'), lookbackMs: parameters.duration('lookback_delta') };
}
