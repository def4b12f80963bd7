import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { fromOption, given, toOption } from './option-values.js';
import { readableSeconds, readableTime } from './readable.js';
import { type Column, fields, table } from './table.js';

type Report = ApiAnswer<'reportBusiness'>;
type Figures = Report['current'];
type Point = Report['series'][number];
type Duration = Figures['pullRequests']['cycleSeconds'];

interface BusinessOptions {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tz?: string;
  readonly environment?: string;
  readonly repository?: string;
  readonly by?: Report['by'];
  readonly demo?: boolean;
}

export function addBusinessAnalytics(analytics: Command, cli: Cli): void {
  analytics
    .command('business')
    .description("how work flows: pull requests, reviews, stories, DORA's metrics, incidents")
    .option('--period <span>', 'the time up to now, as in 24h, 7d, 4w; 30d unless given')
    .addOption(fromOption())
    .addOption(toOption())
    .option('--tz <zone>', 'IANA time zone whose days and weeks are meant; UTC unless given')
    .option('--environment <names>', 'what is taken for production, with commas between; else production, prod, live')
    .option('--repository <names>', 'only of these repositories, with commas between')
    .addOption(new Option('--by <step>', 'show a line for each, too').choices(['day', 'week']))
    .option('--demo', 'only simulated work')
    .option('--no-demo', 'only real work')
    .action(async ({ demo, ...options }: BusinessOptions, command: Command) => {
      const query = given({
        ...options,
        demo: demo === undefined ? undefined : demo ? ('true' as const) : ('false' as const),
      });
      const report = await answered(cli.api(command).GET('/api/analytics/business', { params: { query } }));
      cli.show(command, report, () => reportText(report, options.by !== undefined, cli));
    });
}

function reportText(report: Report, withSeries: boolean, { terminal }: Cli): string {
  const { current, previous } = report;
  return [
    `${readableTime(report.from)} to ${readableTime(report.to)}, production: ${report.environments.join(', ')}\n`,
    table(durationColumns, durationsOf(current, previous), terminal),
    fields([
      ['deployment frequency', `${frequency(current)}, before ${frequency(previous)}`],
      ['change failure rate', `${failures(current)}, before ${part(previous.dora.changeFailureRate)}`],
      ['deployment rework rate', `${rework(current)}, before ${rework(previous)}`],
      [
        'story completion rate',
        `${part(current.stories.completionRate)}, before ${part(previous.stories.completionRate)}`,
      ],
      ['stories completed', `${current.stories.completed}, before ${previous.stories.completed}`],
      ['changes', changes(current)],
    ]),
    ...(current.agents.length > 0 ? [table(agentColumns, current.agents, terminal)] : []),
    ...(withSeries ? [table(pointColumns(report), report.series, terminal)] : []),
  ].join('\n');
}

interface DurationLine {
  readonly name: string;
  readonly now: Duration;
  readonly before: Duration;
}

const durations: readonly (readonly [name: string, of: (figures: Figures) => Duration])[] = [
  ['pull request cycle', ({ pullRequests }) => pullRequests.cycleSeconds],
  ['  as a draft', ({ pullRequests }) => pullRequests.draftSeconds],
  ['  ready', ({ pullRequests }) => pullRequests.readySeconds],
  ['review turnaround', ({ pullRequests }) => pullRequests.reviewTurnaroundSeconds],
  ['merge after approval', ({ pullRequests }) => pullRequests.mergeAfterApprovalSeconds],
  ['story lead time', ({ stories }) => stories.leadSeconds],
  ['lead time for changes', ({ dora }) => dora.leadTimeForChangesSeconds],
  ['failed deployment recovery', ({ dora }) => dora.failedDeploymentRecoverySeconds],
  ['incident recovery', ({ incidents }) => incidents.recoverySeconds],
];

function durationsOf(current: Figures, previous: Figures): readonly DurationLine[] {
  return durations.map(([name, of]) => ({ name, now: of(current), before: of(previous) }));
}

const durationColumns: readonly Column<DurationLine>[] = [
  { head: 'TIME', of: ({ name }) => name },
  { head: 'N', of: ({ now }) => now.n },
  { head: 'P50', of: ({ now }) => readableSeconds(now.p50) },
  { head: 'P75', of: ({ now }) => readableSeconds(now.p75), optional: true },
  { head: 'P95', of: ({ now }) => readableSeconds(now.p95) },
  { head: 'MEAN', of: ({ now }) => readableSeconds(now.mean) },
  { head: 'N BEFORE', of: ({ before }) => before.n, optional: true },
  { head: 'P50 BEFORE', of: ({ before }) => readableSeconds(before.p50) },
  { head: 'MEAN BEFORE', of: ({ before }) => readableSeconds(before.mean), optional: true },
];

type Cadence = NonNullable<Figures['dora']['deploymentFrequency']['cadence']>;
/** The answers that DORA offers. */
const cadences: Readonly<Record<Cadence, string>> = {
  on_demand: 'on demand, several a day',
  daily_to_weekly: 'between once a day and once a week',
  weekly_to_monthly: 'between once a week and once a month',
  monthly_to_half_yearly: 'between once a month and once in six months',
  less_than_half_yearly: 'less than once in six months',
};

function frequency({ dora: { deploymentFrequency: known } }: Figures): string {
  if (known.cadence === null) return 'none';
  return `${known.perDay.toFixed(2)} a day (${known.n}; ${cadences[known.cadence]})`;
}

function failures({ dora: { changeFailureRate: known } }: Figures): string {
  const { failed, rolledBack, incident } = known.reasons;
  return `${part(known)}: ${failed} failed, ${rolledBack} rolled back, ${incident} by an incident`;
}

function rework({ dora }: Figures): string {
  return part(dora.deploymentReworkRate);
}

function changes({ dora: { leadTimeForChangesSeconds: known } }: Figures): string {
  const { commit, push, pullRequest } = known.sources;
  return `known of ${known.deployments.count} of ${known.deployments.n} deployments; since the commit ${commit}, the push ${push}, the pull request ${pullRequest}`;
}

function part({ n, count, rate }: { readonly n: number; readonly count: number; readonly rate: number | null }) {
  return rate === null ? 'none' : `${percent(rate)} (${count} of ${n})`;
}

function percent(rate: number | null): string | null {
  return rate === null ? null : `${(100 * rate).toFixed(1)} %`;
}

const agentColumns: readonly Column<Figures['agents'][number]>[] = [
  { head: 'AGENT', of: ({ type }) => type ?? '(not told)', flexible: true },
  { head: 'SUCCEEDED', of: ({ succeeded }) => succeeded },
  { head: 'FAILED', of: ({ failed }) => failed },
  { head: 'SUCCESS', of: ({ successRate }) => percent(successRate) },
];

function pointColumns({ by, timeZone }: Report): readonly Column<Point>[] {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return [
    { head: by.toUpperCase(), of: ({ start }) => day.format(new Date(start)) },
    { head: 'MERGED', of: ({ pullRequestCycleSeconds }) => pullRequestCycleSeconds.n },
    { head: 'CYCLE P50', of: ({ pullRequestCycleSeconds }) => readableSeconds(pullRequestCycleSeconds.p50) },
    {
      head: 'REVIEW P50',
      of: ({ reviewTurnaroundSeconds }) => readableSeconds(reviewTurnaroundSeconds.p50),
      optional: true,
    },
    { head: 'STORIES', of: ({ storiesCompleted }) => storiesCompleted, optional: true },
    { head: 'DEPLOYED', of: ({ deployments }) => deployments },
    { head: 'FAILED', of: ({ changeFailureRate }) => changeFailureRate.count },
    { head: 'LEAD P50', of: ({ leadTimeForChangesSeconds }) => readableSeconds(leadTimeForChangesSeconds.p50) },
    {
      head: 'RECOVERY P50',
      of: ({ failedDeploymentRecoverySeconds }) => readableSeconds(failedDeploymentRecoverySeconds.p50),
      optional: true,
    },
    {
      head: 'INCIDENTS MEAN',
      of: ({ incidentRecoverySeconds }) => readableSeconds(incidentRecoverySeconds.mean),
      optional: true,
    },
  ];
}
