import type { CustomMetricData, MetricOverEvents } from '../../../events/custom-metric.events.js';
import { type EventField, eventField, type FieldType, isField } from '../../../events/event-fields.js';
import type { FieldProblem } from '../../../kernel/domain-error.js';

type Condition = MetricOverEvents['where'][number];

const isId = (path: string): boolean => /(^|\.)(id|uuid)$|Id$|_id$/.test(path);
const shown = (path: string): string => path.replace(/^data\./, '');

/** What is wrong with a metric that is defined over events, judged by the schema of their type. */
export function sourceProblems(
  { kind, labels }: CustomMetricData,
  source: MetricOverEvents,
  limitChosen: boolean,
): readonly FieldProblem[] {
  const { eventType, where, value } = source;
  if (eventField(eventType, 'data') === undefined) {
    const message = `no event type is called ${eventType}; docs/generated/events.md lists them`;
    return [{ field: 'source.eventType', message }];
  }
  const own = Object.keys(source.labels);
  const unlike = [...own.filter((label) => !labels.includes(label)), ...labels.filter((label) => !own.includes(label))];
  return [
    ...where.flatMap((condition) => conditionProblems(eventType, condition)),
    ...(value === null ? missingValue(kind) : valueProblems(eventType, value)),
    ...unlike.map((label) => ({
      field: `source.labels.${label}`,
      message: `labels and source.labels must name the same labels; ${label} is in one of them only`,
    })),
    ...Object.entries(source.labels).flatMap(([label, path]) => labelProblems(eventType, label, path, limitChosen)),
  ];
}

function conditionProblems(eventType: string, { path, op, value }: Condition): readonly FieldProblem[] {
  const field = `source.filter.${shown(path)}`;
  const refuse = (message: string) => [{ field, message }];
  const found = known(eventType, path);
  if (typeof found === 'string') return refuse(found);
  if (op === 'exists') return typeof value === 'boolean' ? [] : refuse('exists takes true or false');
  if (op === 'in') {
    if (!Array.isArray(value)) return refuse('in takes a list of values');
    return value.flatMap((one) => refusal(found, path, one).flatMap(refuse));
  }
  if (Array.isArray(value)) return refuse('only in takes a list');
  if (op === '==' || op === '!=') return refusal(found, path, value).flatMap(refuse);
  if (typeof value !== 'number') return refuse(`${op} compares with a number`);
  return may(found, 'number') ? [] : refuse(`${op} compares numbers, and ${shown(path)} is ${typesText(found)}`);
}

/** Why a field can never be of this value; nothing where it can. */
function refusal(field: EventField, path: string, value: unknown): readonly string[] {
  const type: FieldType = value === null ? 'null' : (typeof value as FieldType);
  if (!may(field, type)) return [`${shown(path)} is ${typesText(field)}, so it is never ${JSON.stringify(value)}`];
  if (typeof value === 'string' && field.values && !field.values.includes(value)) {
    return [`${shown(path)} is never ${JSON.stringify(value)}; it is one of ${field.values.join(', ')}`];
  }
  return [];
}

function missingValue(kind: CustomMetricData['kind']): readonly FieldProblem[] {
  if (kind === 'counter') return [];
  const what = kind === 'gauge' ? 'shows' : 'observes';
  return [{ field: 'source.value', message: `is missing: name the number of the event that the ${kind} ${what}` }];
}

function valueProblems(eventType: string, path: string): readonly FieldProblem[] {
  const found = known(eventType, path);
  if (typeof found === 'string') return [{ field: 'source.value', message: found }];
  if (may(found, 'number')) return [];
  return [{ field: 'source.value', message: `must be a number, and ${shown(path)} is ${typesText(found)}` }];
}

function labelProblems(eventType: string, label: string, path: string, limitChosen: boolean): readonly FieldProblem[] {
  const field = `source.labels.${label}`;
  const found = known(eventType, path);
  if (typeof found === 'string') return [{ field, message: found }];
  if (!['string', 'number', 'boolean', 'any'].some((type) => found.types.has(type as FieldType))) {
    return [{ field, message: `must be a text, a number or a truth value, and ${shown(path)} is ${typesText(found)}` }];
  }
  if (!isId(path) || limitChosen) return [];
  const message = `${shown(path)} is an id, of which there are ever more; set seriesLimit if you mean it`;
  return [{ field, message }];
}

/** The field, or why there is none. */
function known(eventType: string, path: string): EventField | string {
  const found = eventField(eventType, path);
  if (found !== undefined && isField(found)) return found;
  const at = found?.at === 'data' || found === undefined ? eventType : `${eventType}.${shown(found.at)}`;
  const names = found?.known ?? [];
  return `there is no ${shown(path)} in ${eventType}; ${names.length > 0 ? `${at} has ${names.join(', ')}` : `${at} has no fields`}`;
}

const may = ({ types }: EventField, type: FieldType): boolean => types.has(type) || types.has('any');

const names: Readonly<Record<FieldType, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  list: 'a list',
  object: 'an object',
  any: 'anything',
};

const typesText = ({ types }: EventField): string => [...types].map((type) => names[type]).join(' or ');
