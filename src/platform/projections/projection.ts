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
 * The column types that can hold a field, so that a row read back is the row that was written:
 * string ↔ text, inet, numeric (plain decimals, no exponent); number ↔ integer, bigint (safe integers only),
 * double precision; Date ↔ timestamptz (milliseconds); string[] ↔ text[]; anything JSON ↔ jsonb.
 */
export type ColumnTypeFor<Value> = [Value] extends [string]
  ? 'text' | 'numeric' | 'inet' | 'jsonb'
  : [Value] extends [number]
    ? 'integer' | 'bigint' | 'double precision' | 'jsonb'
    : [Value] extends [boolean]
      ? 'boolean' | 'jsonb'
      : [Value] extends [Date]
        ? 'timestamptz'
        : [Value] extends [readonly string[]]
          ? 'text[]' | 'jsonb'
          : 'jsonb';

/** A part of a row's key, as the key's column holds it. */
export type KeyPart = string | number | boolean | Date;

/**
 * A read model's table. The engine creates it, in the live schema (`public`) or in the rebuild schema, from this
 * description; it is never migrated: a change of shape is a new version of its projection, rebuilt from the log.
 */
export interface TableSpec<Row> {
  readonly name: string;
  readonly columns: { readonly [Column in keyof Row & string]: ColumnTypeFor<NonNullable<Row[Column]>> };
  /** Primary key; with `nulls` nowhere. */
  readonly key: readonly (keyof Row & string)[];
  /** Columns that may be null (rows hold `null`, never `undefined`, once read back); all others are `not null`. */
  readonly nullable?: readonly (keyof Row & string)[];
  /** `create index` bodies without a name: `(state, created_at desc)`, `using gin (…)`. */
  readonly indexes?: readonly string[];
  /**
   * Rows may be inserted, never updated, truncated or deleted: triggers refuse it. The one way to shorten such a
   * table is a purge that follows from an event (`InsertOutput.purges`), so that a rebuild shortens it alike.
   */
  readonly immutable?: boolean;
  /**
   * Keep every earlier version of a row, with the interval of log time in which it was the truth, in
   * `<name>_history` (columns of the row plus `valid_from`, `valid_to`; a version that held for no time is not kept).
   * The row itself then has `valid_from`, maintained by the engine: the `recordedAt` of the event that made it so
   * (never earlier than its predecessor's). Neither column belongs to `Row`. Answers `asOf`: see `asOfSource`.
   * A predicate keeps an earlier version only where it answers true for it and its successor (pure): a grid of samples
   * rather than every change.
   */
  readonly history?: boolean | ((before: Row, after: Row) => boolean);
  /** Like `indexes`, of the history: over columns of the row, `valid_from` and `valid_to`. What `asOf` needs is there. */
  readonly historyIndexes?: readonly string[];
}

/** A table whose rows are folds: load the touched rows, apply the page in order, write back what changed. */
export interface FoldOutput<Row> {
  readonly kind: 'fold';
  readonly table: TableSpec<Row>;
  /** Keys (values of `table.key`, in its order) of the rows that the event touches. Pure. */
  keys(event: RecordedEvent): readonly (readonly KeyPart[])[];
  /**
   * The row after the event; `undefined` deletes it; the same object means no change. Pure and total; never mutates
   * the row it is given, which the engine keeps. The key columns of its answer are the key.
   */
  apply(row: Row | undefined, event: RecordedEvent, key: readonly KeyPart[]): Row | undefined;
}

/** A table that only grows: rows are inserted once; a row whose key is there already is left as it is. */
export interface InsertOutput<Row> {
  readonly kind: 'insert';
  readonly table: TableSpec<Row>;
  rows(event: RecordedEvent): readonly Row[];
  /**
   * Rows to remove because of this event, of those inserted by this event and the ones before it: retention as a
   * fact. The only deletion that an immutable table accepts.
   */
  purges?(event: RecordedEvent): readonly Purge<Row>[];
}

/** Removes the rows whose `column` is before `before`, narrowed to those that equal `where` in every field given. */
export interface Purge<Row> {
  readonly column: keyof Row & string;
  readonly before: Date | number | string;
  readonly where?: Partial<Row>;
}

/**
 * A table of sums over the rows of a fold of the same projection: what each of its rows gives, added up by key. When a
 * row changes, what it gave moves: an agent that is found to have worked on another story takes its past along.
 */
export interface SumOutput<Row, Summed> {
  readonly kind: 'sum';
  /** Every column but the key is a sum: `bigint`, `numeric` or `integer`, never null. */
  readonly table: TableSpec<Row>;
  /** Name of the fold's table. */
  readonly of: string;
  /** The sum that tells how much there is: a row where it comes to 0 is removed. */
  readonly count: keyof Row & string;
  /** What a row of the fold gives. Pure and total; no two parts of one row have the same key. */
  parts(row: Summed): readonly Row[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of many shapes in one list
export type ProjectionOutput = FoldOutput<any> | InsertOutput<any> | SumOutput<any, any>;

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
