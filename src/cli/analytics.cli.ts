import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { addBusinessAnalytics } from './analytics-business.cli.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { moneyText } from './money.js';
import { fromOption, given, toOption } from './option-values.js';
import { readableSeconds, readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Report = ApiAnswer<'reportAgents'>;
type Group = Report['items'][number];
type Trend = ApiAnswer<'showTrend'>;

interface RunOptions {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly type?: string;
  readonly model?: string;
  readonly epic?: string;
  readonly demo?: boolean;
}

interface AgentsOptions extends RunOptions {
  readonly by?: 'type' | 'model' | 'epic';
  readonly compare?: string;
}

interface TrendsOptions extends RunOptions {
  readonly metric: Trend['metric'];
  readonly by?: Trend['by'];
}

export function addAnalytics(program: Command, cli: Cli): void {
  const analytics = program
    .command('analytics')
    .description('how well agents do, how that changes, and how work flows');
  addBusinessAnalytics(analytics, cli);
  ofRuns(analytics.command('agents'))
    .description('runs by type, model or epic: success, times, tokens, cost, retries, quality, and who does worse')
    .addOption(new Option('--by <what>', 'what runs are told apart by').choices(['type', 'model', 'epic']))
    .option('--compare <a,b>', 'whether these two differ in how often they succeed')
    .action(async ({ by, compare, ...options }: AgentsOptions, command: Command) => {
      const query = { ...filterOf(options), ...given({ by, compare }) };
      const report = await answered(cli.api(command).GET('/api/analytics/agents', { params: { query } }));
      cli.show(command, report, () => reportText(report, cli));
    });

  ofRuns(analytics.command('trends'))
    .description('one number about runs by day or week, and where it changed')
    .addOption(
      new Option('--metric <metric>', 'the number')
        .choices(['success_rate', 'completion_seconds', 'tokens_per_run'])
        .default('success_rate'),
    )
    .addOption(new Option('--by <step>', 'a value for each').choices(['day', 'week']))
    .action(async ({ metric, by, ...options }: TrendsOptions, command: Command) => {
      const query = { metric, ...filterOf(options), ...given({ by }) };
      const trend = await answered(cli.api(command).GET('/api/analytics/trends', { params: { query } }));
      cli.show(command, trend, () => trendText(trend, cli));
    });
}

function ofRuns(command: Command): Command {
  return command
    .option('--period <span>', 'the time up to now, as in 24h, 7d, 4w')
    .addOption(fromOption())
    .addOption(toOption())
    .option('--type <types>', 'only of these agent types, with commas between')
    .option('--model <models>', 'only of these models')
    .option('--epic <ids>', 'only of these epics')
    .option('--demo', 'only simulated runs')
    .option('--no-demo', 'only real runs');
}

function filterOf({ demo, ...options }: RunOptions) {
  return given({ ...options, demo: demo === undefined ? undefined : demo ? ('true' as const) : ('false' as const) });
}

function reportText(report: Report, { terminal }: Cli): string {
  const { items, total, fleet, percentilesFrom: sample, underperformers, comparison } = report;
  const head = `${readableTime(report.from)} to ${readableTime(report.to)}, by ${report.by}\n\n`;
  if (items.length === 0) return `${head}no runs\n`;
  const rest = total > items.length ? [`${items.length} of ${total} are shown\n`] : [];
  return [
    head + table(columns, [...items, { key: 'all', ...fleet }], terminal),
    ...rest,
    ...(sample === null
      ? []
      : [`P50, P95 and P99 are those of a sample: ${sample.runs} of ${sample.of} finished runs\n`]),
    ...(underperformers.length > 0 ? [`worse than the fleet:\n${underperformers.map(worse).join('')}`] : []),
    ...(comparison === null ? [] : [`${safeText(comparison.statement)}\n`]),
  ].join('\n');
}

function worse({ key, rule, reason }: Report['underperformers'][number]): string {
  return `  ${safeText(key ?? NOT_TOLD)}: ${safeText(reason)} (${rule})\n`;
}

const NOT_TOLD = '(not told)';

const columns: readonly Column<Group>[] = [
  { head: 'KEY', of: ({ key }) => key ?? NOT_TOLD, flexible: true },
  { head: 'RUNS', of: ({ runs }) => runs },
  { head: 'FAILED', of: ({ failed }) => failed },
  { head: 'SUCCESS', of: ({ successRate }) => percent(successRate) },
  {
    head: '95 % INTERVAL',
    of: ({ successRateInterval: known }) => known && `${percent(known.low)} to ${percent(known.high)}`,
    optional: true,
  },
  { head: 'P50', of: ({ executionSeconds }) => readableSeconds(executionSeconds?.p50 ?? null) },
  { head: 'P95', of: ({ executionSeconds }) => readableSeconds(executionSeconds?.p95 ?? null) },
  { head: 'P99', of: ({ executionSeconds }) => readableSeconds(executionSeconds?.p99 ?? null), optional: true },
  { head: 'ACTIVE P50', of: ({ activeSeconds }) => readableSeconds(activeSeconds?.p50 ?? null), optional: true },
  { head: 'ACTIVE P95', of: ({ activeSeconds }) => readableSeconds(activeSeconds?.p95 ?? null), optional: true },
  { head: 'ACTIVE P99', of: ({ activeSeconds }) => readableSeconds(activeSeconds?.p99 ?? null), optional: true },
  {
    head: 'TOKENS/SUCCESS',
    of: ({ tokensPerSuccessfulRun }) => whole(tokensPerSuccessfulRun),
    optional: true,
  },
  { head: 'COST/SUCCESS', of: ({ costPerSuccess }) => moneyText(costPerSuccess), optional: true },
  { head: 'RETRIES', of: ({ retryRate }) => percent(retryRate), optional: true },
  { head: 'FAILED CALLS', of: ({ failedCallRate }) => percent(failedCallRate), optional: true },
  { head: 'QUALITY', of: ({ qualityScore }) => percent(qualityScore), optional: true },
  { head: 'TOP ERROR', of: ({ topErrors }) => topErrors[0]?.errorClass ?? null, flexible: true, optional: true },
];

function trendText(trend: Trend, { terminal }: Cli): string {
  const shown = valueText[trend.metric];
  const values: readonly Column<Trend['points'][number]>[] = [
    { head: trend.by.toUpperCase(), of: ({ start }) => start.slice(0, 10) },
    { head: trend.metric.toUpperCase().replaceAll('_', ' '), of: ({ value }) => shown(value) },
    { head: 'RUNS', of: ({ runs }) => runs },
  ];
  const changes = trend.changePoints.map(({ at, before, after, runsBefore, runsAfter, pValue }) => [
    at.slice(0, 10),
    `from ${shown(before)} to ${shown(after)}, ${runsBefore} and ${runsAfter} runs, p = ${Number(pValue.toPrecision(2))}`,
  ]) as [string, string][];
  const told = changes.length === 0 ? '' : `\n${fields(changes)}`;
  return `${table(values, trend.points, terminal)}\n${safeText(trend.statement)}\n${told}`;
}

const valueText: Readonly<Record<Trend['metric'], (value: number | null) => string | null>> = {
  success_rate: percent,
  completion_seconds: readableSeconds,
  tokens_per_run: whole,
};

function percent(rate: number | null): string | null {
  return rate === null ? null : `${(100 * rate).toFixed(1)} %`;
}

function whole(value: number | null): string | null {
  return value === null ? null : String(Math.round(value));
}
