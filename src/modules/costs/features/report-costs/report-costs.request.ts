import { z } from 'zod';
import { DomainError } from '../../../../kernel/domain-error.js';
import { filterInstant, filterNames } from '../../../../platform/http/filter-query.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import type { UsageSelection } from '../../../../projections/model-usage/index.js';
import { Calendar, type ReportPeriod, reportPeriods, type TimeRange, wholeQuarters } from '../../calendar.js';

const LAST = 'must be a whole number of periods, 1 to 400';
const MONTH = 'must be a month such as 2024-01';

export const timeZoneQuery = {
  tz: z.string().min(1).max(100).default('UTC').describe('IANA time zone whose days, weeks and months are meant.'),
};

/** As they are told apart, and as usage calls them. */
export const costDimensions = {
  agent: 'agent',
  model: 'model',
  provider: 'provider',
  agent_type: 'agentType',
  epic: 'epic',
  story: 'story',
  pull_request: 'pullRequest',
  team: 'team',
} as const;
export const dimensionNames = Object.keys(costDimensions) as [keyof typeof costDimensions];
export type CostDimension = (typeof dimensionNames)[number];

const dimensionName = z.enum(dimensionNames, {
  error: ({ input }) => `must be of ${dimensionNames.join(', ')}; got ${JSON.stringify(input)}`,
});

export const costFilterQuery = {
  agent: filterNames.optional().describe('Ids of agents.'),
  model: filterNames.optional(),
  agentType: filterNames.optional(),
  epic: filterNames.optional(),
  story: filterNames.optional(),
  pullRequest: filterNames.optional().describe('Numbers of pull requests.'),
  team: filterNames.optional(),
};

export const reportCostsQuery = z.strictObject({
  period: z
    .enum(reportPeriods)
    .default('monthly')
    .describe('The range where none is named: the current one; and by what `periods` of the answer are.'),
  month: z
    .string()
    .regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/, MONTH)
    .optional()
    .describe('The range: a month of the time zone, as in 2024-01.'),
  from: filterInstant.optional().describe('The range begins with this instant, in whole quarters of an hour.'),
  to: filterInstant.optional().describe('The range ends before this instant; by default now.'),
  last: z.coerce
    .number(LAST)
    .int(LAST)
    .min(1, LAST)
    .max(400, LAST)
    .optional()
    .describe('The range: so many whole periods, up to the current one, or to the end of `month`.'),
  ...timeZoneQuery,
  groupBy: z
    .string()
    .max(200)
    .optional()
    .describe(`One, or several with commas between: ${dimensionNames.join(', ')}.`)
    .transform((text) => text?.split(',').map((name) => name.trim().replaceAll('-', '_')))
    .pipe(
      z
        .array(dimensionName)
        .refine((names) => new Set(names).size === names.length, 'must name each only once')
        .optional(),
    ),
  seriesBy: z
    .string()
    .max(20)
    .optional()
    .describe(`Also period by period: one of ${dimensionNames.join(', ')}; see \`series\` of the answer.`)
    .transform((text) => text?.replaceAll('-', '_'))
    .pipe(dimensionName.optional()),
  asOf: filterInstant
    .optional()
    .describe(
      'What had been used by then, in whole quarters of an hour, by the prices and budgets known then; what is to come counts as now.',
    ),
  ...costFilterQuery,
  ...minPositionQuery,
});
export type ReportCostsQuery = z.infer<typeof reportCostsQuery>;

/** The usage that the filters leave. */
export function onlyOf(asked: {
  readonly [Name in keyof typeof costFilterQuery]?: readonly string[] | undefined;
}): UsageSelection['only'] {
  const { agent, model, agentType, epic, story, pullRequest, team } = asked;
  return { agent, model, agentType, epic, story, pullRequest, team };
}

/** The range that is asked for, in whole quarters of an hour. */
export function rangeOf({ period, month, last, from, to, tz }: ReportCostsQuery, now: Date): TimeRange {
  const calendar = new Calendar(tz);
  if (last !== undefined) {
    if (from !== undefined || to !== undefined) throw invalid('last', 'cannot be named together with from or to');
    const end = month === undefined ? now : new Date(calendar.month(month).to.getTime() - 1);
    return calendar.lastPeriods(period, last, end);
  }
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) throw invalid('month', 'cannot be named together with from or to');
    return calendar.month(month);
  }
  if (from === undefined) {
    if (to !== undefined) throw invalid('from', 'must be named where to is');
    return calendar.periodAround(period, now);
  }
  const range = { from: new Date(from), to: to === undefined ? now : new Date(to) };
  if (range.from >= range.to) throw invalid('from', `must be before to, ${range.to.toISOString()}`);
  if (calendar.plusDays(range.from, MOST_DAYS[period]) < range.to)
    throw invalid('from', `and to may be ${MOST_DAYS[period]} days apart at most where period is ${period}`);
  return wholeQuarters(range);
}

/** The answer has a row for each of the periods. A month by the hour has at most as many days. */
const MOST_DAYS: Readonly<Record<ReportPeriod, number>> = { hourly: 31, daily: 1_100, weekly: 7_500, monthly: 37_000 };

function invalid(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${field} ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
