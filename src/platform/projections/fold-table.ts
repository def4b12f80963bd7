import type { RecordedEvent } from '../../kernel/event.js';
import { RowRefused } from './database-fault.js';
import type { FoldOutput, KeyPart } from './projection.js';
import type { ProjectionTarget } from './projection-observer.js';
import { RowCache } from './row-cache.js';
import {
  ColumnArrays,
  decodeColumn,
  deleteByKeys,
  insertSelect,
  names,
  selectByKeys,
  sqlColumn,
  statementOf,
  unnested,
  type SqlColumn,
} from './row-sql.js';
import { preparedName, type RawRow, type Statement } from './statement.js';
import type { RowChange } from './sum-table.js';
import { columnsOf, qualified, type AnyTable } from './table-ddl.js';

type Row = Readonly<Record<string, unknown>>;

/** A row as this page has it so far, and as the database has it. */
interface Entry {
  readonly key: readonly KeyPart[];
  readonly keyText: string;
  row: Row | undefined;
  since: Date | undefined;
  storedRow: Row | undefined;
  storedSince: Date | undefined;
  known: boolean;
  dirty: boolean;
}

interface ClosedVersion {
  readonly row: Row;
  readonly from: Date;
  readonly to: Date;
}

/**
 * One fold output, page by page: `gather` the touched keys, `load` the rows not known yet, `evaluate` and `accept`
 * event by event, `writes`, then `committed` or `aborted`. What is cached is what the database holds: only the owner
 * of the checkpoint writes these tables, and a lost checkpoint throws the cache away.
 */
export class FoldTable {
  private readonly columns: readonly SqlColumn[];
  private readonly keyColumns: readonly SqlColumn[];
  private readonly sql: {
    readonly load: string;
    readonly upsert: string;
    readonly upsertName: string;
    readonly remove: string;
    readonly history: string;
    readonly historyName: string;
  };
  private readonly history: boolean;
  private readonly keeps: (before: Row, after: Row) => boolean;
  private cache: RowCache<Entry>;
  private touched: (readonly Entry[])[] = [];
  private wanted: Entry[] = [];
  private dirty: Entry[] = [];
  private closed: ClosedVersion[] = [];
  private readonly pending: { entry: Entry; next: Row | undefined }[] = [];
  /** Every row of the table is in memory: nothing needs to be gathered for this page. */
  private allKnown = false;

  /** `empty`: the table has no rows yet, so that nothing needs to be loaded as long as nothing was forgotten. */
  constructor(
    private readonly output: FoldOutput<Row>,
    target: ProjectionTarget,
    private readonly cacheRows: number,
    private empty: boolean,
  ) {
    const table: AnyTable = output.table;
    this.history = Boolean(table.history);
    this.keeps = typeof table.history === 'function' ? table.history : () => true;
    const nullable = (table.nullable ?? []).map(String);
    this.columns = columnsOf(table).map(([name, type]) => sqlColumn(name, type, nullable.includes(name)));
    this.keyColumns = table.key.map((name) => this.columns.find((column) => column.name === name) as SqlColumn);
    this.cache = new RowCache(cacheRows);
    this.sql = this.compose(table, target);
  }

  private compose(table: AnyTable, target: ProjectionTarget): typeof this.sql {
    const name = qualified(target, table.name);
    const validFrom = sqlColumn('valid_from', 'timestamptz');
    const stored = this.history ? [...this.columns, validFrom] : this.columns;
    const key = names(this.keyColumns);
    const set = stored
      .filter((column) => !this.keyColumns.includes(column))
      .map((column) => `"${column.name}" = excluded."${column.name}"`)
      .join(', ');
    const versions = [...stored, sqlColumn('valid_to', 'timestamptz')];
    const upsert = `${insertSelect(name, stored)} on conflict (${key}) do ${set === '' ? 'nothing' : `update set ${set}`}`;
    const history =
      `insert into ${qualified(target, `${table.name}_history`)} (${names(versions)}) ` +
      `select ${versions.map(({ name: column, codec }) => `u."${column}"${codec.cast ?? ''}`).join(', ')} ` +
      `from ${unnested(versions)} on conflict (${key}, valid_from) do nothing`;
    return {
      load: selectByKeys(name, stored, this.keyColumns),
      upsert,
      upsertName: preparedName(upsert),
      remove: deleteByKeys(name, this.keyColumns),
      history,
      historyName: preparedName(history),
    };
  }

  /** Answers whether the rows of the page are to be gathered; else `evaluate` finds each event's by itself. */
  begin(): boolean {
    this.touched = [];
    this.wanted = [];
    this.allKnown = this.empty && !this.cache.incomplete;
    return !this.allKnown;
  }

  /** Notes the rows of the page's next event. Throws what `keys` throws, noting none. */
  gather(event: RecordedEvent): void {
    this.touched.push(this.entriesOf(event));
  }

  /** Keeps the places of events and touched rows in step when an event was set aside. */
  skip(): void {
    this.touched.push([]);
  }

  private entriesOf(event: RecordedEvent): readonly Entry[] {
    const entries: Entry[] = [];
    for (const key of this.output.keys(event)) {
      const entry = this.entryOf(key);
      if (!entries.includes(entry)) entries.push(entry);
    }
    return entries;
  }

  private entryOf(key: readonly KeyPart[]): Entry {
    const keyText = key.length === 1 && typeof key[0] === 'string' ? key[0] : key.map(partText).join('\u0001');
    const cached = this.cache.get(keyText);
    if (cached !== undefined) {
      if (!cached.known) this.wanted.push(cached);
      return cached;
    }
    const entry: Entry = {
      key,
      keyText,
      row: undefined,
      since: undefined,
      storedRow: undefined,
      storedSince: undefined,
      known: this.empty && !this.cache.incomplete,
      dirty: false,
    };
    this.cache.set(keyText, entry);
    if (!entry.known) this.wanted.push(entry);
    return entry;
  }

  /** The statement that reads the rows not known yet, and what takes its answer. */
  load(): { readonly statement: Statement; readonly accept: (rows: readonly RawRow[]) => void } | undefined {
    const wanted = [...new Set(this.wanted)];
    if (wanted.length === 0) return undefined;
    const arrays = new ColumnArrays(this.keyColumns);
    for (const entry of wanted) arrays.add((index) => entry.key[index]);
    return {
      statement: statementOf(this.sql.load, arrays),
      accept: (rows) => {
        for (const raw of rows) this.acceptLoaded(raw);
        for (const entry of wanted) entry.known = true;
      },
    };
  }

  private acceptLoaded(raw: RawRow): void {
    const row: Record<string, unknown> = {};
    this.columns.forEach((column, index) => (row[column.name] = decodeColumn(column, raw, index)));
    const key = this.keyColumns.map(({ name }) => row[name] as KeyPart);
    const entry = this.entryOf(key);
    entry.row = entry.storedRow = row;
    if (this.history) {
      const validFrom = sqlColumn('valid_from', 'timestamptz');
      entry.since = entry.storedSince = decodeColumn(validFrom, raw, this.columns.length) as Date;
    }
  }

  /** Computes what the page's event number `place` does, without doing it. Throws what `keys` and `apply` throw. */
  evaluate(event: RecordedEvent, place: number): void {
    this.pending.length = 0;
    for (const entry of this.allKnown ? this.entriesOf(event) : (this.touched[place] ?? [])) {
      const next = this.output.apply(entry.row, event, entry.key);
      if (next !== entry.row) this.pending.push({ entry, next });
    }
  }

  /** Does what was computed last. */
  accept(event: RecordedEvent): void {
    for (const { entry, next } of this.pending) {
      if (this.history) this.turnOver(entry, event.recordedAt, next);
      entry.row = next;
      if (entry.dirty) continue;
      entry.dirty = true;
      this.dirty.push(entry);
    }
    this.pending.length = 0;
  }

  /** The version that ends here goes into the history, unless it held for no time or is not of the chosen ones. */
  private turnOver(entry: Entry, at: Date, next: Row | undefined): void {
    const from = entry.row === undefined ? undefined : entry.since;
    const to = from !== undefined && at < from ? from : at;
    if (entry.row !== undefined && from !== undefined && from < to) {
      if (next === undefined || this.keeps(entry.row, next)) this.closed.push({ row: entry.row, from, to });
    }
    entry.since = to;
  }

  get name(): string {
    return this.output.table.name;
  }

  /** Rows that the page has changed, as they are stored and as they will be. */
  *changes(): Iterable<RowChange> {
    for (const { storedRow, row } of this.dirty) if (storedRow !== row) yield { before: storedRow, after: row };
  }

  /** Throws RowRefused for a row that the table cannot hold. */
  writes(): readonly Statement[] {
    const stored = this.history ? [...this.columns, sqlColumn('valid_from', 'timestamptz')] : this.columns;
    const upserts = new ColumnArrays(stored);
    const removals = new ColumnArrays(this.keyColumns);
    for (const entry of this.dirty) {
      const row = entry.row;
      if (row !== undefined) {
        this.checkKey(entry, row);
        upserts.add((index, column) => (index < this.columns.length ? row[column.name] : entry.since));
      } else if (entry.storedRow !== undefined) {
        removals.add((index) => entry.key[index]);
      }
    }
    const statements: Statement[] = [];
    if (removals.size > 0) statements.push(statementOf(this.sql.remove, removals));
    if (upserts.size > 0) statements.push(statementOf(this.sql.upsert, upserts, this.sql.upsertName));
    if (this.closed.length > 0) {
      statements.push(statementOf(this.sql.history, this.closedVersions(), this.sql.historyName));
    }
    return statements;
  }

  private closedVersions(): ColumnArrays {
    const columns = [...this.columns, sqlColumn('valid_from', 'timestamptz'), sqlColumn('valid_to', 'timestamptz')];
    const width = this.columns.length;
    const arrays = new ColumnArrays(columns);
    for (const { row, from, to } of this.closed) {
      arrays.add((index, column) => (index < width ? row[column.name] : index === width ? from : to));
    }
    return arrays;
  }

  private checkKey(entry: Entry, row: Row): void {
    this.keyColumns.forEach(({ name }, index) => {
      const part = row[name] as KeyPart;
      if (part === entry.key[index] || partText(part) === partText(entry.key[index] as KeyPart)) return;
      throw new RowRefused(`a row of ${this.output.table.name} changed its key: ${name} became ${String(part)}`);
    });
  }

  committed(): void {
    for (const entry of this.dirty) {
      entry.storedRow = entry.row;
      entry.storedSince = entry.row === undefined ? undefined : entry.since;
      entry.since = entry.storedSince;
      entry.dirty = false;
    }
    this.release();
    this.cache.settle();
  }

  aborted(): void {
    for (const entry of this.dirty) {
      entry.row = entry.storedRow;
      entry.since = entry.storedSince;
      entry.dirty = false;
    }
    this.release();
  }

  private release(): void {
    this.dirty = [];
    this.closed = [];
    this.touched = [];
    this.wanted = [];
    this.pending.length = 0;
  }

  /** Somebody else may have written the table: nothing cached holds. */
  forget(): void {
    this.release();
    this.empty = false;
    this.cache = new RowCache(this.cacheRows);
  }
}

function partText(part: KeyPart): string {
  return part instanceof Date ? String(part.getTime()) : String(part);
}
