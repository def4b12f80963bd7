import { z } from 'zod';
import { definitionOf } from './catalog.js';

export type FieldType = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'object' | 'any';

/** What an event's field may hold. */
export interface EventField {
  readonly types: ReadonlySet<FieldType>;
  /** All texts that it can be; undefined where it can be any. */
  readonly values: readonly string[] | undefined;
}

/** Why a path leads nowhere: up to `at` it was right, and there these fields are. */
export interface UnknownField {
  readonly at: string;
  readonly known: readonly string[];
}

interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const shapes = new Map<string, Shape>();

/** What the schema of the type says of a path such as `data.success`. Undefined for a type that is not in the catalogue. */
export function eventField(type: string, path: string): EventField | UnknownField | undefined {
  const shape = shapeOf(type);
  if (!shape) return undefined;
  const [, ...steps] = path.split('.');
  let places: readonly Shape[] = parts(shape);
  let at = 'data';
  for (const step of steps) {
    const next = places.flatMap((place) => inside(place, step));
    if (next.length === 0) return { at, known: [...new Set(places.flatMap(namesIn))] };
    places = next.flatMap(parts);
    at = `${at}.${step}`;
  }
  return fieldOf(places);
}

export const isField = (found: EventField | UnknownField): found is EventField => 'types' in found;

function shapeOf(type: string): Shape | undefined {
  let shape = shapes.get(type);
  const definition = definitionOf(type);
  if (!shape && definition) {
    const options = { io: 'output', unrepresentable: 'any', reused: 'inline' } as const;
    shapes.set(type, (shape = z.toJSONSchema(definition.data, options) as Shape));
  }
  return shape;
}

function parts(shape: Shape): readonly Shape[] {
  const branches = shape.anyOf ?? shape.oneOf;
  return branches ? branches.flatMap(parts) : [shape];
}

function inside({ properties, additionalProperties, type }: Shape, step: string): readonly Shape[] {
  if (properties && Object.hasOwn(properties, step)) return [properties[step]!];
  if (typeof additionalProperties === 'object') return [additionalProperties];
  // Whatever JSON somebody has sent: nobody can say what is in it.
  return type === undefined && !properties ? [{}] : [];
}

function namesIn({ properties }: Shape): readonly string[] {
  return Object.keys(properties ?? {});
}

function fieldOf(places: readonly Shape[]): EventField {
  const types = new Set(places.flatMap(typesOf));
  const texts = places.map(({ enum: values, const: only }) => values ?? (only === undefined ? undefined : [only]));
  const bounded = places.every((place, index) => texts[index] !== undefined || !typesOf(place).includes('string'));
  const values = texts.flatMap((some) => some ?? []).filter((value) => typeof value === 'string');
  return { types, values: bounded && values.length > 0 ? values : undefined };
}

const typeNames: Readonly<Record<string, FieldType>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
  array: 'list',
  object: 'object',
};

function typesOf({ type, const: only, enum: values }: Shape): readonly FieldType[] {
  if (type !== undefined) return [type].flat().map((name) => typeNames[name] ?? 'any');
  const examples = values ?? (only === undefined ? [] : [only]);
  return examples.length === 0
    ? ['any']
    : examples.map((value) => (value === null ? 'null' : (typeNames[typeof value] ?? 'any')));
}
