import type { RecordedEvent } from '../../kernel/event.js';

/** Postgres types that a read model may use; arrays of them travel through `unnest`. */
export type ColumnType =
  | 'text'
  | 'text[]'
  | 'bigint'
  | 'integer'
  | 'double precision'
  | 'numeric'
  | 'boolean'
  | 'timestamptz'
  | 'jsonb'
  | 'inet';

/**
 * A read model's table. The engine creates it, in the live schema or in the rebuild schema, from this description;
 * it is never migrated: a change of shape is a new version of its projection, rebuilt from the log.
 */
export interface TableSpec<Row> {
  readonly name: string;
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>;
  /** Primary key; with `nulls` nowhere. */
  readonly key: readonly (keyof Row & string)[];
  /** Columns that may be null; all others are `not null`. */
  readonly nullable?: readonly (keyof Row & string)[];
  /** `create index` bodies without a name: `(state, created_at desc)`, `using gin (…)`. */
  readonly indexes?: readonly string[];
  /** Rows may be inserted, never updated or deleted, except by the named purge function: triggers refuse the rest. */
  readonly immutable?: boolean;
  /**
   * Keep every earlier version of a row, with the interval of log time in which it was the truth, in
   * `<name>_history` (columns of the row plus `valid_from`, `valid_to`). The row itself then has `valid_from`,
   * maintained by the engine: the `recordedAt` of the event that made it so. Answers `asOf`.
   */
  readonly history?: boolean;
}

/** A table whose rows are folds: load the touched rows, apply the page in order, write back what changed. */
export interface FoldOutput<Row> {
  readonly kind: 'fold';
  readonly table: TableSpec<Row>;
  /** Keys (values of `table.key`, in its order) of the rows that the event touches. Pure. */
  keys(event: RecordedEvent): readonly (readonly (string | number)[])[];
  /** The row after the event; `undefined` deletes it; the same object means no change. Pure and total. */
  apply(row: Row | undefined, event: RecordedEvent, key: readonly (string | number)[]): Row | undefined;
}

/** A table that only grows: rows are inserted once; a row whose key is there already is left as it is. */
export interface InsertOutput<Row> {
  readonly kind: 'insert';
  readonly table: TableSpec<Row>;
  rows(event: RecordedEvent): readonly Row[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of many shapes in one list
export type ProjectionOutput = FoldOutput<any> | InsertOutput<any>;

/**
 * A named, versioned derivation of read-model tables from the log. `name` is a durable identity and never changes
 * after release; a change of logic or shape raises `version`, which rebuilds it beside the old one.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** Event types it consumes; `all` sees every event of the log. */
  readonly types: readonly string[] | 'all';
  readonly outputs: readonly ProjectionOutput[];
}
