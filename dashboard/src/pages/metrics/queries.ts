import type { Unit } from '../../charts/units';

export const chartTypes = ['lines', 'stacked', 'table', 'value'] as const;
export type ChartType = (typeof chartTypes)[number];

/** One query of the page, and how its answer is shown. */
export interface ShownQuery {
  readonly expression: string;
  readonly chart: ChartType;
  readonly hidden: boolean;
  /** Undefined: guessed from the names in the expression. */
  readonly unit: Unit | undefined;
}

const written = new RegExp(`^(-?)(${chartTypes.join('|')})(?:@([a-z_]+))?:`);

/** Reads `-stacked@usd:sum(x)`: hidden, as a stacked chart, in dollars. An expression alone is shown as lines. */
export function readQuery(text: string): ShownQuery {
  const [head = '', hidden, chart = 'lines', unit] = written.exec(text) ?? [];
  return {
    expression: text.slice(head.length),
    chart: chart as ChartType,
    hidden: hidden === '-',
    unit: unit !== undefined && isUnit(unit) ? unit : undefined,
  };
}

export const writeQuery = ({ expression, chart, hidden, unit }: ShownQuery) =>
  `${hidden ? '-' : ''}${chart}${unit === undefined ? '' : `@${unit}`}:${expression}`;

export const newQuery = (expression: string, chart: ChartType = 'lines'): ShownQuery => ({
  expression,
  chart,
  hidden: false,
  unit: undefined,
});

/** The units that one may choose instead of the guessed one. */
export const unitChoices = {
  number: 'Number',
  count: 'Count',
  per_second: 'Per second',
  per_minute: 'Per minute',
  seconds: 'Seconds',
  milliseconds: 'Milliseconds',
  usd: 'US dollars',
  tokens: 'Tokens',
  ratio: 'Ratio (0 to 1)',
  percent: 'Per cent (0 to 100)',
  bytes: 'Bytes',
} as const satisfies Record<Unit, string>;

const isUnit = (text: string): text is Unit => text in unitChoices;

/** The list with one of its members at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, list[from]!);
}

/** How queries are called on the page: A, B, … Z, A1. */
export const letterOf = (index: number) =>
  String.fromCharCode(65 + (index % 26)) + (index < 26 ? '' : Math.floor(index / 26));
