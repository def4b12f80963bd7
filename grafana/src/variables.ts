import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './look.js';

const all = { selected: true, text: 'All', value: '$__all' };

/** The values of a label, all of them unless some are chosen. */
function valuesOf(name: string, title: string, metric: string, label: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(datasource)
    .query({ qryType: 1, query: `label_values(${metric}, ${label})`, refId: `variable-${name}` })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current(all);
}

/** A Prometheus that scrapes us, or our own API. */
export const dataSource = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');

export const agentType = (): QueryVariableBuilder =>
  valuesOf('type', 'Agent type', 'orchestrate_agents_spawned_total', 'type');

export const model = (): QueryVariableBuilder => valuesOf('model', 'Model', 'orchestrate_model_calls_total', 'model');

export const epic = (): QueryVariableBuilder => valuesOf('epic', 'Epic', 'orchestrate_epic_cost_usd', 'epic');

export const environment = (): QueryVariableBuilder =>
  valuesOf('environment', 'Environment', 'orchestrate_deployments_total', 'environment');

export const rule = (): QueryVariableBuilder => valuesOf('rule', 'Rule', 'orchestrate_alerts_fired_total', 'rule');

export const channel = (): QueryVariableBuilder =>
  valuesOf('channel', 'Channel', 'orchestrate_channel_unhealthy', 'channel');

/** Where our own dashboard is, for the links to it. */
export const address = (): TextBoxVariableBuilder =>
  new TextBoxVariableBuilder('orchestrate')
    .label('Orchestrate Monitor')
    .description('Address of the dashboard of Orchestrate Monitor, without a slash at its end.')
    .defaultValue('http://127.0.0.1:4040');
