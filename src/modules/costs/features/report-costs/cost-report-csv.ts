import { type CsvCell, csvLines } from '../../../../platform/http/csv-lines.js';
import type { CostReport } from './cost-report.response.js';

/** One line for each row of the report; empty cells: not known. */
export function csvOfReport(report: CostReport): string {
  const lines: CsvCell[][] = [['section', 'key', 'from', 'to', 'cost_usd', 'share', 'calls', 'tokens']];
  const { from, to } = report;
  const add = (
    section: string,
    key: string | null,
    {
      cost,
      share = null,
      calls,
      tokens,
    }: { cost: string | null; share?: number | null; calls: number; tokens: number },
    range = { from, to },
  ) => lines.push([section, key, range.from, range.to, cost, share, calls, tokens]);
  add('total', null, { ...report, cost: report.total });
  for (const [section, rows] of [
    ['model', report.byModel],
    ['agent_type', report.byAgentType],
    ['epic', report.byEpic],
    ['story', report.byStory],
    ['unattributed', [report.unattributed]],
  ] as const)
    for (const row of rows) add(section, row.key, row);
  for (const period of report.periods) add('period', null, period, period);
  for (const { keys, ...group } of report.groups ?? [])
    add(
      Object.keys(keys).join('+'),
      Object.values(keys)
        .map((key) => key ?? '')
        .join('+'),
      group,
    );
  if (report.otherGroups) add('other_groups', null, report.otherGroups);
  for (const { model, calls, tokens } of report.unpriced.models) add('unpriced', model, { cost: null, calls, tokens });
  return csvLines(lines);
}
