import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { compileMatcher } from '../../promql/matcher.js';
import { ListRuleGroups, type RuleState } from '../alerting/index.js';
import { answering } from './answering.js';
import { invalidParameter } from './prometheus-refusal.js';
import type { RequestParameters } from './request-parameters.js';
import { alertJson, groupJson } from './rules-answer.js';

/** Prometheus' HTTP API: alert rules and alerts. https://prometheus.io/docs/prometheus/latest/querying/api/ */
@ApiTags('prometheus')
@Controller('api/v1')
export class PrometheusRulesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('rules')
  @Access('view')
  @ReadsFrom('alert-rules', 'alerts')
  @ApiOperation({ operationId: 'listPrometheusRules', summary: 'The rules that are evaluated, by group.' })
  rules(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, async (parameters) => {
      const wanted = ruleFilter(parameters);
      const groupNames = parameters.all('rule_group[]');
      const withAlerts = !isTrue(parameters, 'exclude_alerts');
      const groups = await this.queries.execute(new ListRuleGroups());
      const found = groups
        .filter(({ name }) => groupNames.length === 0 || groupNames.includes(name))
        .map((group) => ({ ...group, rules: group.rules.filter(wanted) }))
        .filter(({ rules }) => rules.length > 0);
      return { data: { groups: found.map((group) => groupJson(group, withAlerts)) } };
    });
  }

  @Get('alerts')
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({ operationId: 'listPrometheusAlerts', summary: 'The alerts that are pending or fire.' })
  alerts(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answering(request, reply, async () => {
      const groups = await this.queries.execute(new ListRuleGroups());
      const alerts = groups.flatMap(({ rules }) => rules.flatMap((rule) => rule.alerts));
      return { data: { alerts: alerts.map(alertJson) } };
    });
  }
}

function ruleFilter(parameters: RequestParameters): (state: RuleState) => boolean {
  const type = parameters.text('type').toLowerCase();
  if (!['', 'alert', 'record'].includes(type)) throw invalidParameter('type', `not supported value "${type}"`);
  const names = parameters.all('rule_name[]');
  const files = parameters.all('file[]');
  const selectors = parameters
    .matchers()
    .map((matchers) => matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) })));
  return ({ rule }) => {
    // There are no recording rules, and no files.
    if (type === 'record' || files.length > 0) return false;
    if (names.length > 0 && !names.includes(rule.name)) return false;
    const labels: Readonly<Record<string, string>> = { severity: rule.severity, ...rule.labels };
    return (
      selectors.length === 0 || selectors.some((tests) => tests.every(({ name, test }) => test(labels[name] ?? '')))
    );
  };
}

function isTrue(parameters: RequestParameters, name: string): boolean {
  const text = parameters.text(name).toLowerCase();
  if (['', '0', 'f', 'false'].includes(text)) return false;
  if (['1', 't', 'true'].includes(text)) return true;
  throw invalidParameter(name, `"${text}" is neither true nor false`);
}
