import { Controller, Get, Header, Headers, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import type { ExpositionFormat } from './exposition.js';
import { SeriesMirror } from './series-mirror.js';

const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** Registries of the process's own series: one per format, since prom-client's counters are named per registry. */
export const PROCESS_METRICS = Symbol('process metrics');

@ApiTags('metrics')
@Controller()
export class MetricsController {
  constructor(
    private readonly mirror: SeriesMirror,
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
    const format: ExpositionFormat = accept?.includes('application/openmetrics-text') ? 'openmetrics' : 'prometheus';
    const [domain, own] = await Promise.all([this.mirror.render(format), this.processMetrics.metrics()]);
    void reply.header('content-type', contentTypes[format]);
    return format === 'openmetrics' ? `${domain}${openMetricsOf(own)}# EOF\n` : `${domain}${own}`;
  }
}

/** OpenMetrics names a counter's family without `_total`; prom-client's Prometheus text has it, and no blank lines. */
function openMetricsOf(text: string): string {
  const counters = new Set([...text.matchAll(/^# TYPE (\S+)_total counter$/gm)].map(([, name]) => `${name}_total`));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hash, word, name] = line.split(' ', 3);
      return hash === '#' && name !== undefined && counters.has(name)
        ? line.replace(` ${word} ${name}`, ` ${word} ${name.replace(/_total$/, '')}`)
        : line;
    })
    .join('\n')
    .concat('\n');
}
