import { InvalidArgumentError } from 'commander';

type Scalar = string | number | boolean | null;
type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'exists';
export type Filter = Record<string, Scalar | Record<string, Scalar | Scalar[]>>;

const operators: Readonly<Record<string, Comparison>> = {
  '=': 'eq',
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};

const EXAMPLE = `Give conditions as in 'tool=Bash,success=false,durationMs>=1000', 'tool=Bash|Read', 'error' or '!error'.`;

/**
 * Conditions on fields of events, with commas between: `tool=Bash`, `tool=Bash|Read` (one of them), `durationMs>=1000`,
 * `error` (it is there), `!error` (it is not). Numbers, true, false and null are meant as such unless they are in
 * quotes; so is a text with a comma or a bar in it.
 */
export function where(text: string, before: Filter = {}): Filter {
  return parts(text, ',').reduce((filter, part) => withCondition(filter, part), before);
}

function withCondition(filter: Filter, text: string): Filter {
  const [, not = '', field = '', operator = '', wanted = ''] =
    /^\s*(!?)\s*([A-Za-z_][\w.]*)\s*(==|!=|>=|<=|=|>|<)?\s*(.*?)\s*$/s.exec(text) ?? [];
  const isPresence = operator === '';
  if (field === '' || (not !== '' && !isPresence) || (isPresence ? wanted !== '' : wanted === '')) {
    throw new InvalidArgumentError(EXAMPLE);
  }
  const values = parts(wanted, '|').map(scalar);
  const [only = null] = values;
  if (isPresence) return joined(filter, field, 'exists', not === '');
  const comparison = operators[operator]!;
  if (values.length === 1) return joined(filter, field, comparison, only);
  if (comparison !== 'eq') throw new InvalidArgumentError(`Only = takes several values. ${EXAMPLE}`);
  return joined(filter, field, 'in', values);
}

/** Several conditions on one field all hold. */
function joined(filter: Filter, field: string, comparison: Comparison, value: Scalar | Scalar[]): Filter {
  const before = filter[field];
  if (before === undefined && comparison === 'eq') return { ...filter, [field]: value as Scalar };
  const known = typeof before === 'object' && before !== null ? before : before === undefined ? {} : { eq: before };
  if (comparison in known) throw new InvalidArgumentError(`${field} has two conditions of one kind. ${EXAMPLE}`);
  return { ...filter, [field]: { ...known, [comparison]: value } };
}

function scalar(text: string): Scalar {
  const quoted = /^"(.*)"$/s.exec(text.trim())?.[1];
  if (quoted !== undefined) return quoted;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** What stands between separators that are not in quotes. */
function parts(text: string, separator: string): readonly string[] {
  const found = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}
