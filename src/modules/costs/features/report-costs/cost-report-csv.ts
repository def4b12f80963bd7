import type { CostReport } from './cost-report.response.js';

type Cell = string | number | null;

/** One line for each row of the report; empty cells: not known. */
export function csvOfReport(report: CostReport): string {
  const lines: Cell[][] = [['section', 'key', 'from', 'to', 'cost_usd', 'share', 'calls', 'tokens']];
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
  for (const { model, calls, tokens } of report.unpriced.models) add('unpriced', model, { cost: null, calls, tokens });
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

/** RFC 4180. What a spreadsheet would take for a formula is marked as text. */
function csvCell(value: Cell): string {
  if (value === null) return '';
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
  const text = isFormula ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
