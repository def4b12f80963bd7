import { Controller, Get, Header, Headers, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { CustomSeries } from './custom/custom-series.service.js';
import { openMetricsOf } from './exposition.js';
import { contentTypes, formatFor } from './exposition-format.js';
import { SeriesMirror } from './series-mirror.js';

/** Registry of the process's own series. */
export const PROCESS_METRICS = Symbol('process metrics');

@ApiTags('metrics')
@Controller()
export class MetricsController {
  constructor(
    private readonly mirror: SeriesMirror,
    private readonly custom: CustomSeries,
    @Inject(PROCESS_METRICS) private readonly processMetrics: Registry,
  ) {}

  @Get('metrics')
  @Access('metrics')
  @ReadsFrom('metrics')
  @Header('cache-control', 'no-store')
  @ApiProduces(contentTypes.prometheus, contentTypes.openmetrics)
  @ApiOperation({
    operationId: 'scrapeMetrics',
    summary: 'All series as Prometheus text, or OpenMetrics when asked for.',
  })
  scrape(@Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.expose(accept, reply);
  }

  @Get('api/metrics')
  @Access('metrics')
  @ReadsFrom('metrics')
  @Header('cache-control', 'no-store')
  @ApiProduces(contentTypes.prometheus, contentTypes.openmetrics)
  @ApiOperation({ operationId: 'getMetrics', summary: 'The same as /metrics, under the API.' })
  get(@Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.expose(accept, reply);
  }

  private async expose(accept: string | undefined, reply: FastifyReply): Promise<string> {
    const format = formatFor(accept);
    const [domain, custom, own] = await Promise.all([
      this.mirror.render(format),
      this.custom.render(format),
      this.processMetrics.metrics(),
    ]);
    void reply.header('content-type', contentTypes[format]);
    return format === 'openmetrics' ? `${domain}${custom}${openMetricsOf(own)}# EOF\n` : `${domain}${custom}${own}`;
  }
}
