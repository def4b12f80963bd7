import { createHash } from 'node:crypto';
import type { ColumnType, Projection, ProjectionOutput, SumOutput, TableSpec } from './projection.js';
import type { ProjectionTarget } from './projection-observer.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tables of many row shapes
export type AnyTable = TableSpec<any>;

/** Where tables live while they serve, and while they are being rebuilt. */
export const schemaOf: Readonly<Record<ProjectionTarget, string>> = { live: 'public', rebuild: 'projection_rebuild' };

const identifier = /^[a-z][a-z0-9_]{0,50}$/;

export function columnsOf(table: AnyTable): readonly (readonly [string, ColumnType])[] {
  return Object.entries(table.columns as Record<string, ColumnType>);
}

export function qualified(target: ProjectionTarget, name: string): string {
  return `${schemaOf[target]}."${name}"`;
}

/** Names of the tables that a projection owns, history included. */
export function tableNames(projection: Projection): readonly string[] {
  return projection.outputs.flatMap(({ table }: { table: AnyTable }) =>
    table.history ? [table.name, `${table.name}_history`] : [table.name],
  );
}

/** Digest of everything that the tables are made from: differs, so do the tables. */
export function shapeOf(projection: Projection): string {
  const tables = projection.outputs.map(({ kind, table }) => ({ kind, ...table, history: Boolean(table.history) }));
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 16);
}

function columnSql([name, type]: readonly [string, ColumnType], nullable: readonly string[]): string {
  const collation = type === 'text' ? ' collate "C"' : '';
  return `"${name}" ${type}${collation}${nullable.includes(name) ? '' : ' not null'}`;
}

/** Statements that create one table with its history and its guards, but for its indexes. */
export function createTableSql(table: AnyTable, target: ProjectionTarget): readonly string[] {
  const columns = columnsOf(table).map((column) => columnSql(column, table.nullable ?? []));
  const key = table.key.map((column) => `"${String(column)}"`).join(', ');
  const name = qualified(target, table.name);
  const statements = [
    `create table ${name} (${[...columns, ...(table.history ? ['valid_from timestamptz not null'] : [])].join(', ')}, primary key (${key}))`,
  ];
  if (table.history) {
    const history = qualified(target, `${table.name}_history`);
    statements.push(
      `create table ${history} (${columns.join(', ')}, valid_from timestamptz not null, valid_to timestamptz not null, primary key (${key}, valid_from))`,
    );
  }
  if (table.immutable) {
    statements.push(
      `create trigger rows_are_immutable before update or delete or truncate on ${name} for each statement execute function projections.refuse_change()`,
    );
  }
  return statements;
}

/** Statements that create the indexes of one table and of its history where they are missing. */
export function createIndexesSql(table: AnyTable, target: ProjectionTarget): readonly string[] {
  const index = (name: string, number: number, body: string): string =>
    `create index if not exists "${name}_${number}" on ${qualified(target, name)} ${body}`;
  const statements = (table.indexes ?? []).map((body, number) => index(table.name, number, body));
  if (!table.history) return statements;
  const ofHistory = ['(valid_to, valid_from)', ...(table.historyIndexes ?? [])];
  return [...statements, ...ofHistory.map((body, number) => index(`${table.name}_history`, number, body))];
}

/** Refuses what could only fail later: bad names, tables claimed twice, keys that may be null. */
export function checkProjections(projections: readonly Projection[]): void {
  const names = new Set<string>();
  const tables = new Map<string, string>();
  for (const projection of projections) {
    if (names.has(projection.name)) throw new Error(`projection ${projection.name} is registered twice`);
    names.add(projection.name);
    for (const name of tableNames(projection)) {
      const other = tables.get(name);
      if (other !== undefined) throw new Error(`table ${name} belongs to projections ${other} and ${projection.name}`);
      tables.set(name, projection.name);
    }
    for (const output of projection.outputs) {
      checkTable(projection.name, output.kind, output.table);
      if (output.kind === 'sum') checkSum(projection, output);
    }
  }
}

const summable: ReadonlySet<ColumnType> = new Set(['bigint', 'integer', 'numeric']);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of rows of any shape
function checkSum(projection: Projection, { table, of, count }: SumOutput<any, any>): void {
  const where = `projection ${projection.name}, table ${table.name}`;
  const fold = projection.outputs.find((output) => output.kind === 'fold' && output.table.name === of);
  if (fold === undefined) throw new Error(`${where}: sums ${of}, which is no fold of this projection`);
  const sums = columnsOf(table).filter(([column]) => !table.key.includes(column));
  const other = sums.find(([, type]) => !summable.has(type));
  if (other !== undefined) throw new Error(`${where}: column ${other[0]} is ${other[1]}, of which there is no sum`);
  if (!sums.some(([column]) => column === count)) throw new Error(`${where}: ${String(count)} is none of its sums`);
  if ((table.nullable ?? []).length > 0) throw new Error(`${where}: a sum is never null`);
}

function checkTable(projection: string, kind: ProjectionOutput['kind'], table: AnyTable): void {
  const where = `projection ${projection}, table ${table.name}`;
  const columns = columnsOf(table).map(([column]) => column);
  for (const name of [table.name, ...columns]) {
    if (!identifier.test(name)) throw new Error(`${where}: "${name}" is not a plain snake_case name`);
  }
  if (table.key.length === 0) throw new Error(`${where}: has no key`);
  for (const column of table.key.map(String)) {
    if (!columns.includes(column)) throw new Error(`${where}: key column ${column} is not a column`);
    if (table.nullable?.includes(column)) throw new Error(`${where}: key column ${column} may not be null`);
  }
  if (kind !== 'insert' && table.immutable)
    throw new Error(`${where}: a ${kind} changes rows, so it cannot be immutable`);
  if (kind !== 'fold' && table.history) throw new Error(`${where}: only a fold has a history`);
  if (table.historyIndexes && !table.history) throw new Error(`${where}: keeps no history that could have indexes`);
  if (table.history && (columns.includes('valid_from') || columns.includes('valid_to'))) {
    throw new Error(`${where}: valid_from and valid_to belong to the engine`);
  }
}
