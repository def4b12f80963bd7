import { DateTime } from 'luxon';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { dollarsOf, microOf, moneyText } from './money.js';
import { safeText } from './safe-text.js';

export type CostReport = ApiAnswer<'reportCosts'>;
type Row = Pick<CostReport['byModel'][number], 'cost' | 'share'> & { readonly label: string };

interface Line {
  readonly label: string;
  readonly text: string;
}
interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** How many rows of a section have a line of their own. */
const NAMED = { models: 10, types: 3, epics: 3, groups: 50 };

/** The report as people read it. Ends with a line break. */
export function costReportText(report: CostReport): string {
  const sections = sectionsOf(report).filter(({ lines }) => lines.length > 0);
  // One column of amounts for all sections.
  const width = Math.max(0, ...sections.flatMap(({ lines }) => lines.map(({ label }) => label.length))) + 3;
  const blocks = [
    `Cost Report - ${rangeText(report, report.timeZone)}`,
    `Total: ${totalText(report)}`,
    ...sections.map(({ title, lines }) =>
      [`${title}:`, ...lines.map(({ label, text }) => `  ${`${label}:`.padEnd(width)}${text}`)].join('\n'),
    ),
    [`Forecast: ${forecastText(report)}`, `Budget: ${budgetText(report)}`].join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionsOf(report: CostReport): readonly Section[] {
  const { byModel, byAgentType, byEpic, periods, groups } = report;
  const [first] = groups ?? [];
  return [
    { title: 'By Model', lines: sharesOf(report, byModel.map(named), NAMED.models) },
    { title: 'By Agent Type', lines: sharesOf(report, byAgentType.map(named), NAMED.types) },
    {
      title: 'Top Epics',
      lines: byEpic.slice(0, NAMED.epics).map(({ key, cost }) => ({ label: labelOf(key), text: moneyText(cost) })),
    },
    {
      title: 'By Time',
      lines:
        periods.length < 2
          ? []
          : periods
              // Of the hours of a month most have nothing to say.
              .filter(({ calls }) => calls > 0 || report.period !== 'hourly')
              .map((period) => ({ label: rangeText(period, report.timeZone), text: moneyText(period.cost) })),
    },
    {
      title: first ? `By ${Object.keys(first.keys).join(', ').replaceAll('_', ' ')}` : '',
      lines: sharesOf(
        report,
        (groups ?? []).map(({ keys, ...group }) => ({ ...group, label: Object.values(keys).map(labelOf).join(', ') })),
        NAMED.groups,
      ),
    },
  ];
}

/** The first rows by name and the others as one, whose share is what is left of the whole. */
function sharesOf({ total }: CostReport, rows: readonly Row[], most: number): readonly Line[] {
  const shown = rows.slice(0, most);
  const lines = shown.map(({ label, cost, share }) => ({
    label,
    text: `${moneyText(cost)}${share === null ? '' : ` (${percentOf(share)}%)`}`,
  }));
  if (rows.length <= most || total === null) return lines;
  const rest = shown.reduce((left, { cost }) => left - (cost === null ? 0n : microOf(cost)), microOf(total));
  const percent = shown.reduce((left, { share }) => left - percentOf(share ?? 0), 100);
  return [...lines, { label: 'Other', text: `${dollarsOf(rest)} (${Math.max(0, percent)}%)` }];
}

function named({ key, ...row }: CostReport['byModel'][number]): Row {
  return { ...row, label: labelOf(key) };
}

function labelOf(key: string | null): string {
  return key === null ? 'unknown' : safeText(key);
}

function percentOf(share: number): number {
  return Math.round(share * 100);
}

function totalText({ total, calls }: CostReport): string {
  if (total !== null) return moneyText(total);
  return calls === 0 ? 'no model calls' : 'unknown, no call has a price';
}

function forecastText({ forecast, timeZone, period }: CostReport): string {
  if (period === 'hourly') return 'none by the hour';
  if (forecast === null) return 'not enough data';
  const { expected, method, basedOn } = forecast;
  const basis = method === 'mean' ? `the mean of ${basedOn.days} days` : 'current trend';
  const name = rangeText(forecast, timeZone).replace(/^(\p{L}+) \d{4}$/u, '$1');
  return `${moneyText(expected)} for ${name} (based on ${basis})`;
}

function budgetText({ budget }: CostReport): string {
  if (budget === null) return 'none';
  // Never more than what is used: 100 % is exceeded, 99.9 % is not.
  const percent = (microOf(budget.used) * 100n) / microOf(budget.amount);
  return `${moneyText(budget.amount)} (${percent}% used)`;
}

/** `January 2024`, `2024-01-15`, `week of 2024-01-15`, or from when to when. */
export function rangeText({ from, to }: { readonly from: string; readonly to: string }, zone: string): string {
  const [start, end] = [DateTime.fromISO(from, { zone }), DateTime.fromISO(to, { zone })];
  const is = (unit: 'month' | 'week' | 'day') => +start === +start.startOf(unit) && +end === +start.plus({ [unit]: 1 });
  if (is('month')) return start.toFormat('LLLL yyyy', { locale: 'en' });
  if (is('day')) return start.toISODate() ?? from;
  if (is('week')) return `week of ${start.toISODate()}`;
  const text = (time: DateTime) => time.toFormat('yyyy-MM-dd HH:mm');
  return `${text(start)} to ${text(end)}`;
}
