import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { SERIES_STORE } from '../../platform/runtime/tokens.js';
import { type Labels, METRIC_NAME } from '../../promql/labels.js';
import type { SeriesStore } from '../../promql/series-store.js';
import { answering } from './answering.js';
import { limited, type PrometheusAnswer } from './prometheus-answer.js';
import { PrometheusRefusal } from './prometheus-refusal.js';
import { checkOrder, type RequestParameters } from './request-parameters.js';

/** Prometheus' HTTP API: which series there are. https://prometheus.io/docs/prometheus/latest/querying/api/ */
@ApiTags('prometheus')
@Controller('api/v1')
export class PrometheusSeriesController {
  constructor(@Inject(SERIES_STORE) private readonly store: SeriesStore) {}

  @Get('series')
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'listSeries', summary: 'The series that match a selector.' })
  series(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.listSeries(parameters));
  }

  @Post('series')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'listSeriesByForm', summary: 'The same, with the parameters as a form.' })
  seriesByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.listSeries(parameters));
  }

  @Get('labels')
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'listLabels', summary: 'The names of all labels.' })
  labels(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.listNames(parameters));
  }

  @Post('labels')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('metrics')
  @ApiOperation({ operationId: 'listLabelsByForm', summary: 'The same, with the parameters as a form.' })
  labelsByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, (parameters) => this.listNames(parameters));
  }

  @Get('label/:name/values')
  @Access('view')
  @ReadsFrom('metrics')
  @ApiParam({ name: 'name', type: String })
  @ApiOperation({ operationId: 'listLabelValues', summary: 'All values of one label; of `__name__`, all names.' })
  values(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, async (parameters) => {
      const found = await this.found(parameters);
      return sorted(
        found.map((labels) => labels.get(unescaped(name))).filter((value) => value !== ''),
        parameters,
      );
    });
  }

  @Get('metadata')
  @Access('view')
  @ApiOperation({ operationId: 'listMetricMetadata', summary: 'Type, help and unit of every metric.' })
  metadata(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, async (parameters) => {
      const wanted = parameters.text('metric');
      const all = (await this.store.metadata()).filter(({ name }) => wanted === '' || name === wanted);
      const { items } = limited(all, parameters.limit());
      return { data: Object.fromEntries(items.map(({ name, type, help, unit }) => [name, [{ type, help, unit }]])) };
    });
  }

  private async listSeries(parameters: RequestParameters): Promise<PrometheusAnswer> {
    if (parameters.all('match[]').length === 0) {
      throw new PrometheusRefusal('bad_data', 'no match[] parameter provided');
    }
    const { items, warnings } = limited(await this.found(parameters), parameters.limit());
    return { data: items.map((labels) => labels.toRecord()), warnings };
  }

  private async listNames(parameters: RequestParameters): Promise<PrometheusAnswer> {
    const found = await this.found(parameters);
    return sorted(
      found.flatMap((labels) => [...labels].map(([name]) => name)),
      parameters,
    );
  }

  /** The labels of every series that one of `match[]` selects; without any, of all. */
  private async found(parameters: RequestParameters): Promise<readonly Labels[]> {
    const start = parameters.time('start', 0);
    const end = parameters.time('end', Number.MAX_SAFE_INTEGER);
    checkOrder(start, end);
    const given = parameters.matchers();
    const selectors = given.length > 0 ? given : [[{ name: METRIC_NAME, op: '!=', value: '' } as const]];
    const found = await Promise.all(selectors.map((matchers) => this.store.labels(matchers, start - 1, end)));
    return [...new Map(found.flat().map((labels) => [labels.key, labels])).values()];
  }
}

function sorted(texts: readonly string[], parameters: RequestParameters): PrometheusAnswer {
  const { items, warnings } = limited([...new Set(texts)].sort(), parameters.limit());
  return { data: items, warnings };
}

/** Names that are no plain words travel as `U__` and their characters' codes between underscores. */
function unescaped(name: string): string {
  if (!name.startsWith('U__')) return name;
  return name
    .slice(3)
    .replace(/__|_([\da-fA-F]{1,6})_/g, (whole, code?: string) =>
      code === undefined
        ? '_'
        : Number.parseInt(code, 16) <= 0x10ffff
          ? String.fromCodePoint(Number.parseInt(code, 16))
          : whole,
    );
}
