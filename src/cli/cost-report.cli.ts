import { type Command, InvalidArgumentError, Option } from 'commander';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { costReportText, type CostReport } from './cost-report-text.js';
import { asOfOption, count, fromOption, given, toOption } from './option-values.js';
import { safeText } from './safe-text.js';

interface ReportOptions extends CostFilterOptions {
  readonly period?: CostReport['period'];
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: number;
  readonly by?: string;
  readonly asOf?: string;
  readonly csv?: true;
}

export interface CostFilterOptions {
  readonly tz?: string;
  readonly agent?: string;
  readonly model?: string;
  readonly agentType?: string;
  readonly epic?: string;
  readonly story?: string;
  readonly pr?: string;
  readonly team?: string;
}

/** Time zone and filters that reports and forecasts share. */
export function withCostFilters(command: Command): Command {
  return command
    .option('--tz <zone>', 'time zone whose days and months are meant, as in Europe/Berlin; by default UTC')
    .option('--agent <ids>', 'only these agents, with commas between')
    .option('--model <names>', 'only these models, with commas between')
    .option('--agent-type <types>', 'only these types of agents')
    .option('--epic <ids>', 'only these epics')
    .option('--story <ids>', 'only these stories')
    .option('--pr <numbers>', 'only these pull requests')
    .option('--team <names>', 'only these teams');
}

/** The same as the API calls them. */
export function costFilters<Options extends CostFilterOptions>({ pr, ...options }: Options) {
  return { ...options, pullRequest: pr };
}

export function addCostReport(cost: Command, cli: Cli): void {
  withCostFilters(
    cost
      .command('report')
      .description('what was spent on models, on what work, and what is to come; by default in this month')
      .addOption(
        new Option('--period <period>', 'calendar period of the report').choices([
          'hourly',
          'daily',
          'weekly',
          'monthly',
        ]),
      )
      .addOption(new Option('--month <month>', 'a whole month, as in 2024-01').argParser(month))
      .addOption(fromOption().conflicts('month'))
      .addOption(toOption().conflicts('month'))
      .addOption(
        new Option('--last <n>', 'so many whole periods, up to the current one or to the end of --month')
          .argParser(count)
          .conflicts(['from', 'to']),
      )
      .addOption(asOfOption())
      .option(
        '--by <names>',
        'also by agent, model, provider, agent-type, epic, story, pull-request or team; commas between',
      )
      .option('--csv', 'print a table for spreadsheets'),
  ).action(async ({ by, csv, ...options }: ReportOptions, command: Command) => {
    const query = given({ ...costFilters(options), groupBy: by?.replaceAll('-', '_') }) as Record<string, never>;
    const api = cli.api(command);
    if (csv) {
      const text = await answered<string>(
        api.GET('/api/cost/report', { params: { query }, headers: { accept: 'text/csv' }, parseAs: 'text' }),
      );
      return cli.terminal.out(text);
    }
    const report = await answered(api.GET('/api/cost/report', { params: { query } }));
    cli.show(command, report, () => costReportText(report));
    const { calls, models } = report.unpriced;
    if (calls === 0) return;
    const names = [...new Set(models.map(({ model }) => safeText(model)))].join(', ');
    cli.terminal.err(`${calls} calls have no price: ${names}; set one with \`orchestrate cost prices set\`\n`);
  });
}

function month(text: string): string {
  if (/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('Give a month such as 2024-01.');
}
