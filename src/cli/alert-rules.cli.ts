import { type Command, Option } from 'commander';
import { alertSeverities } from '../kernel/alert-vocabulary.js';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { addAlertBacktest } from './alert-backtest.cli.js';
import { addAlertRuleFiles } from './alert-rule-files.cli.js';
import { addAlertRuleCreation } from './alert-rule-create.cli.js';
import { addAlertRuleTests } from './alert-rule-tests.cli.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import {
  allOption,
  asOfOption,
  cursorOption,
  given,
  limitOption,
  type PagingOptions,
  wanted,
} from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Rule = ApiAnswer<'listAlertRules'>['items'][number];

interface ListOptions extends PagingOptions {
  readonly severity?: string;
  readonly channel?: string;
  readonly group?: string;
  readonly text?: string;
  readonly enabled?: true;
  readonly disabled?: true;
  readonly asOf?: string;
}

/** `rules` of the group `alert`: what is watched, and who is told. */
export function addAlertRules(alert: Command, cli: Cli): void {
  const rules = alert.command('rules').description('alert rules: what is watched, and who is told');
  rules
    .command('list', { isDefault: true })
    .description('alert rules, the last made first; several values of a filter with commas between')
    .option('--severity <severities>', `only with these: ${alertSeverities.join(', ')}`)
    .option('--channel <channel>', 'only those that notify this channel')
    .option('--group <groups>', 'only of these groups')
    .option('--text <text>', 'only with this text in name or condition')
    .addOption(new Option('--enabled', 'only those that are evaluated').conflicts('disabled'))
    .option('--disabled', 'only those that are not evaluated')
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const api = cli.api(command);
      const { severity, channel, group, text, asOf } = options;
      const enabled = options.enabled ? ('true' as const) : options.disabled ? ('false' as const) : undefined;
      const filter = given({ severity, channel, group, text, asOf, enabled });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/alerts/rules', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'alert rules', (items) => table(columns, items, cli.terminal));
    });

  rules
    .command('show <name>')
    .description('one alert rule with all it says, by its name or id')
    .addOption(asOfOption())
    .action(async (idOrName: string, { asOf }: { asOf?: string }, command: Command) => {
      const rule = await answered(
        cli.api(command).GET('/api/alerts/rules/{idOrName}', {
          params: { path: { idOrName }, query: given({ asOf }) },
        }),
      );
      cli.show(command, rule, () => fields(fieldsOf(rule)));
    });

  addAlertRuleCreation(rules, cli);
  addSwitches(rules, cli);
  addAlertRuleFiles(rules, cli);
  addAlertRuleTests(rules, cli);
  addAlertBacktest(rules, cli);
}

function addSwitches(rules: Command, cli: Cli): void {
  rules
    .command('enable <name>')
    .description('evaluate a rule from now on')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const path = '/api/alerts/rules/{idOrName}/enable';
      const { changed, ...rule } = await answered(cli.api(command).POST(path, { params: { path: { idOrName } } }));
      cli.show(command, { ...rule, changed }, () => `${changed ? '' : 'already '}enabled ${safeText(rule.name)}\n`);
    });
  rules
    .command('disable <name>')
    .description('evaluate a rule no more; its open alerts end')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const path = '/api/alerts/rules/{idOrName}/disable';
      const { changed, ...rule } = await answered(cli.api(command).POST(path, { params: { path: { idOrName } } }));
      cli.show(command, { ...rule, changed }, () => `${changed ? '' : 'already '}disabled ${safeText(rule.name)}\n`);
    });
  rules
    .command('delete <name>')
    .description('delete a rule; its open alerts end, its history stays')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const path = '/api/alerts/rules/{idOrName}';
      const rule = await answered(cli.api(command).DELETE(path, { params: { path: { idOrName } } }));
      cli.show(command, rule, () => `deleted ${safeText(rule.name)}\n`);
    });
}

const columns: readonly Column<Rule>[] = [
  { head: 'NAME', of: ({ name }) => name, whole: true },
  { head: 'SEVERITY', of: ({ severity }) => severity },
  { head: 'ENABLED', of: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { head: 'CONDITION', of: ({ condition }) => condition, flexible: true },
  { head: 'HEALTH', of: ({ health }) => health },
  { head: 'FOR', of: ({ for: held }) => held, optional: true },
  { head: 'CHANNELS', of: ({ channels }) => channels.join(', '), flexible: true },
  { head: 'GROUP', of: ({ group }) => group, optional: true },
];

function fieldsOf(rule: Rule): [string, string | null][] {
  const texts = (name: string, of: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(of).map(([key, text]) => [`${name} ${key}`, text]);
  return [
    ['name', rule.name],
    ['id', rule.id],
    ['enabled', rule.enabled ? 'yes' : 'no'],
    ['health', rule.health],
    ['last error', rule.lastError],
    ['last evaluation', readableTime(rule.lastEvaluationAt)],
    ['severity', rule.severity],
    ['kind', rule.kind],
    ['condition', rule.condition],
    ['for', rule.for],
    ['keep firing for', rule.keepFiringFor],
    ['channels', rule.channels.join(', ')],
    ['group', rule.group],
    ['interval', rule.interval ?? 'that of the service'],
    ['unit', rule.unit],
    ['no data', rule.noData],
    ['runbook', rule.runbookUrl],
    ...texts('label', rule.labels),
    ...texts('annotation', rule.annotations),
    ['revision', rule.revision],
    ['created', `${readableTime(rule.createdAt)} by ${rule.createdBy}`],
    ['updated', `${readableTime(rule.updatedAt)} by ${rule.updatedBy}`],
  ];
}
