import { codecOf, type ColumnCodec } from './column-codec.js';
import { RowRefused } from './database-fault.js';
import type { ColumnType } from './projection.js';
import type { RawRow, Statement } from './statement.js';

export interface SqlColumn {
  readonly name: string;
  readonly codec: ColumnCodec;
  readonly nullable: boolean;
}

export function sqlColumn(name: string, type: ColumnType, nullable = false): SqlColumn {
  return { name, codec: codecOf(type), nullable };
}

/** Array literals, one per column, for `unnest`. */
export class ColumnArrays {
  private readonly elements: string[][];
  private count = 0;

  constructor(private readonly columns: readonly SqlColumn[]) {
    this.elements = columns.map(() => []);
  }

  get size(): number {
    return this.count;
  }

  /** Adds one row given by its values in the order of the columns. */
  add(valueAt: (index: number, column: SqlColumn) => unknown): void {
    for (let index = 0; index < this.columns.length; index++) {
      const column = this.columns[index] as SqlColumn;
      const value = valueAt(index, column);
      (this.elements[index] as string[]).push(elementOf(column, value));
    }
    this.count++;
  }

  values(): readonly string[] {
    return this.elements.map((elements) => `{${elements.join(',')}}`);
  }
}

function elementOf(column: SqlColumn, value: unknown): string {
  if (value === null || value === undefined) {
    if (!column.nullable) throw new RowRefused(`column ${column.name} may not be null`);
    return 'NULL';
  }
  try {
    return column.codec.encode(value);
  } catch (error) {
    if (error instanceof RowRefused) throw new RowRefused(`column ${column.name}: ${error.message}`);
    throw error;
  }
}

/** `unnest($1::text[], …) as u(a, b)`: the rows of a ColumnArrays as a table. */
export function unnested(columns: readonly SqlColumn[]): string {
  const parameters = columns.map(({ codec }, index) => `$${index + 1}::${codec.arrayType}`).join(', ');
  return `unnest(${parameters}) as u(${names(columns)})`;
}

export function names(columns: readonly SqlColumn[], prefix = ''): string {
  return columns.map(({ name }) => `${prefix}"${name}"`).join(', ');
}

/** `insert into <table> select … from unnest(…)` without its conflict clause. */
export function insertSelect(table: string, columns: readonly SqlColumn[]): string {
  const selected = columns.map(({ name, codec }) => `u."${name}"${codec.cast ?? ''}`).join(', ');
  return `insert into ${table} (${names(columns)}) select ${selected} from ${unnested(columns)}`;
}

/** Rows whose key is among the unnested ones. */
export function selectByKeys(table: string, columns: readonly SqlColumn[], key: readonly SqlColumn[]): string {
  return `select ${names(columns, 't.')} from ${unnested(key)} join ${table} t on ${keysMatch(key)}`;
}

export function deleteByKeys(table: string, key: readonly SqlColumn[]): string {
  return `delete from ${table} t using ${unnested(key)} where ${keysMatch(key)}`;
}

function keysMatch(key: readonly SqlColumn[]): string {
  return key.map(({ name }) => `t."${name}" = u."${name}"`).join(' and ');
}

export function statementOf(text: string, arrays: ColumnArrays, name?: string): Statement {
  return { ...(name !== undefined && { name }), text, values: arrays.values() };
}

export function decodeColumn(column: SqlColumn, raw: RawRow, index: number): unknown {
  const text = raw[index];
  return text === null || text === undefined ? null : column.codec.decode(text);
}
