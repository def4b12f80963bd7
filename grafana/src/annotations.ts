import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './look.js';
import { once, rate, sum } from './promql.js';

interface Mark {
  readonly name: string;
  readonly colour: string;
  readonly expr: string;
  readonly title: string;
  readonly text: string;
  readonly tags: string;
}

const mark = ({ name, colour, expr, title, text, tags }: Mark): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(datasource)
    .enable(true)
    .iconColor(colour)
    .expr(expr)
    .step('60s')
    .titleFormat(title)
    .textFormat(text)
    .tagKeys(tags);

/** What happened at that time, so that cause and effect stand on one line. */
export const deployments = (environments = '.*'): AnnotationQueryBuilder =>
  mark({
    name: 'Deployments',
    colour: 'blue',
    expr: `${sum(
      once(
        rate(
          `orchestrate_deployments_total{environment=~"${environments}",status=~"succeeded|failed|timed_out|rolled_back"}`,
        ),
        'environment',
        'status',
      ),
      'environment',
      'status',
    )} > 0`,
    title: 'Deployment {{status}}',
    text: 'Environment {{environment}}',
    tags: 'environment,status',
  });

export const configurationChanges = (): AnnotationQueryBuilder =>
  mark({
    name: 'Configuration changes',
    colour: 'purple',
    expr: `${once(rate('orchestrate_configuration_changes_total'), 'change')} > 0`,
    title: 'Configuration {{change}}',
    text: 'The audit log has who and what.',
    tags: 'change',
  });

export const alertsFiring = (): AnnotationQueryBuilder =>
  mark({
    name: 'Alerts firing',
    colour: 'red',
    expr: `${once(rate('orchestrate_alerts_fired_total'), 'rule', 'severity')} > 0`,
    title: '{{rule}} fired',
    text: 'Severity {{severity}}',
    tags: 'rule,severity',
  });
