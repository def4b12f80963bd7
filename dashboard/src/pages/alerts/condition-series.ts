import type { ApiAnswer } from '../../api/api-types';
import type { RangeAnswer, RangeSeries } from '../../charts/promql-answer';

type Explained = ApiAnswer<'get', '/api/alerts/rules/{idOrName}/explain'>;

/** What to draw of a rule's condition: what it compares, and what with. */
export interface ConditionParts {
  readonly measured: string;
  readonly operator: string | undefined;
  /** The number that it compares with. */
  readonly threshold: number | undefined;
  /** The expression that it compares with, where it is no number. */
  readonly limit: string | undefined;
}

const turned: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

/** A condition may stand either way round: `x > 5` and `5 < x`. */
export function conditionParts({ comparison, condition }: Pick<Explained, 'comparison' | 'condition'>): ConditionParts {
  if (comparison === null) {
    return { measured: condition.expression, operator: undefined, threshold: undefined, limit: undefined };
  }
  const { left, operator, right } = comparison;
  const [leftNumber, rightNumber] = [numberOf(left.expression), numberOf(right.expression)];
  if (leftNumber !== undefined && rightNumber === undefined) {
    return {
      measured: right.expression,
      operator: turned[operator] ?? operator,
      threshold: leftNumber,
      limit: undefined,
    };
  }
  return {
    measured: left.expression,
    operator,
    threshold: rightNumber,
    limit: rightNumber === undefined ? right.expression : undefined,
  };
}

function numberOf(expression: string): number | undefined {
  const value = Number(expression);
  return expression.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/** The series that this alert is about: all their labels are the alert's. */
export function seriesOf({ series }: RangeAnswer, labels: Readonly<Record<string, string>>): RangeSeries[] {
  return series.filter((one) =>
    Object.entries(one.labels).every(([name, value]) => name === '__name__' || labels[name] === value),
  );
}

const LEAST_MARGIN_S = 15 * 60;
const MOST_MARGIN_S = 6 * 3600;

/** The time around an alert, in seconds since 1970, so that one sees what was before and what became of it. */
export function rangeAround(begin: string, end: string | null, nowMs: number): { start: number; end: number } {
  const from = Date.parse(begin) / 1000;
  const to = (end === null ? nowMs : Date.parse(end)) / 1000;
  const margin = Math.min(Math.max((to - from) / 2, LEAST_MARGIN_S), MOST_MARGIN_S);
  return { start: from - margin, end: Math.min(to + (end === null ? 0 : margin), nowMs / 1000) };
}
