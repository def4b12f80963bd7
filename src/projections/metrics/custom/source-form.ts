import type { MetricOverEvents } from '../../../events/custom-metric.events.js';

type Condition = MetricOverEvents['where'][number];
type Scalar = string | number | boolean | null;

/** The comparisons of a filter, by how they are written. */
export const filterOperators = {
  eq: '==',
  ne: '!=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  in: 'in',
  exists: 'exists',
} as const satisfies Record<string, Condition['op']>;
type Operator = keyof typeof filterOperators;

/** By field: the value that it equals, or comparisons that all hold. `{"tool": "Bash", "durationMs": {"gt": 1000}}` */
export type SourceFilter = Readonly<
  Record<string, Scalar | Readonly<Partial<Record<Operator, Scalar | readonly Scalar[]>>>>
>;

/** A source as people write it. */
export interface SourceForm {
  readonly eventType: string;
  readonly filter: SourceFilter;
  /** Null: 1 for each event. */
  readonly value: { readonly field: string; readonly scale: number } | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** Fields are those of the event's data, with `data.` before them or without. */
const pathOf = (field: string): string => (field.startsWith('data.') ? field : `data.${field}`);
const fieldOf = (path: string): string => path.replace(/^data\./, '');

const mapped = (labels: Readonly<Record<string, string>>, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, change(text)]));

export function sourceOfForm({ eventType, filter, value, labels }: SourceForm): MetricOverEvents {
  return {
    eventType,
    where: Object.entries(filter).flatMap(([field, wanted]) => conditionsOf(pathOf(field), wanted)),
    value: value === null ? null : pathOf(value.field),
    ...(value === null || value.scale === 1 ? {} : { scale: value.scale }),
    labels: mapped(labels, pathOf),
  };
}

function conditionsOf(path: string, wanted: SourceFilter[string]): readonly Condition[] {
  if (typeof wanted !== 'object' || wanted === null) return [{ path, op: '==', value: wanted }];
  return Object.entries(wanted).map(([operator, value]) => ({
    path,
    op: filterOperators[operator as Operator],
    value: Array.isArray(value) ? [...(value as readonly Scalar[])] : (value as Scalar),
  }));
}

export function formOfSource({ eventType, where, value, scale, labels }: MetricOverEvents): SourceForm {
  const filter: Record<string, SourceFilter[string]> = {};
  for (const [path, conditions] of byPath(where)) {
    const [only] = conditions;
    const isEquality = conditions.length === 1 && only?.op === '==' && !Array.isArray(only.value);
    filter[fieldOf(path)] = isEquality
      ? (only.value as Scalar)
      : Object.fromEntries(conditions.map(({ op, value: wanted }) => [operatorOf(op), wanted]));
  }
  return {
    eventType,
    filter,
    value: value === null ? null : { field: fieldOf(value), scale: scale ?? 1 },
    labels: mapped(labels, fieldOf),
  };
}

function byPath(where: readonly Condition[]): ReadonlyMap<string, readonly Condition[]> {
  const found = new Map<string, Condition[]>();
  for (const condition of where) found.set(condition.path, [...(found.get(condition.path) ?? []), condition]);
  return found;
}

const operatorOf = (op: Condition['op']): string =>
  Object.entries(filterOperators).find(([, known]) => known === op)?.[0] ?? op;
