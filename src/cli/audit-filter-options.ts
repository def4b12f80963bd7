import { type Command, Option } from 'commander';
import { fromOption, given, toOption } from './option-values.js';

/** What searches and exports of the audit log are narrowed down by. */
export interface AuditFilterOptions {
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly outcome?: string;
  readonly text?: string;
  readonly demo?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly order: 'asc' | 'desc';
}

export function withAuditFilters(command: Command): Command {
  return command
    .option('--actor <name>', 'only by this person, program or key (name, or id of the key)')
    .option('--action <action>', 'only this action, as in agent.spawned; with * at the end, all that begin so: agent.*')
    .option('--resource <resource>', 'only about this, as in config:max.agents, or a whole kind: config:*')
    .option('--outcome <outcomes>', 'only with these outcomes: success, failure, denied')
    .option('--text <text>', 'only with this text in actor, action, resource, details, address or program')
    .option('--demo', 'only simulated entries')
    .option('--no-demo', 'only real entries')
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(new Option('--order <order>', 'order by time').choices(['asc', 'desc']).default('desc'));
}

/** The same as the API takes it. */
export function auditFilterOf({
  actor,
  action,
  resource,
  outcome,
  text,
  from,
  to,
  order,
  ...options
}: AuditFilterOptions) {
  const demo = options.demo === undefined ? undefined : options.demo ? ('true' as const) : ('false' as const);
  return given({ actor, action, resource, outcome, text, demo, from, to, order });
}
