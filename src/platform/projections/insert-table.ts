import type { RecordedEvent } from '../../kernel/event.js';
import { RowRefused } from './database-fault.js';
import type { InsertOutput, Purge } from './projection.js';
import type { ProjectionTarget } from './projection-observer.js';
import { ColumnArrays, insertSelect, names, sqlColumn, statementOf, unnested, type SqlColumn } from './row-sql.js';
import { preparedName, type Statement } from './statement.js';
import { columnsOf, qualified, type AnyTable } from './table-ddl.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows to insert, and what is purged after them. */
interface Stretch {
  readonly rows: Row[];
  purges: readonly Purge<Row>[];
}

/** One insert output, page by page: `evaluate` and `accept` event by event, then `writes`, then `finish`. */
export class InsertTable {
  private readonly columns: readonly SqlColumn[];
  private readonly name: string;
  private readonly insert: string;
  private readonly insertName: string;
  private stretches: Stretch[] = [{ rows: [], purges: [] }];
  private pendingRows: readonly Row[] = [];
  private pendingPurges: readonly Purge<Row>[] = [];

  constructor(
    private readonly output: InsertOutput<Row>,
    target: ProjectionTarget,
  ) {
    const table: AnyTable = output.table;
    const nullable = (table.nullable ?? []).map(String);
    this.columns = columnsOf(table).map(([name, type]) => sqlColumn(name, type, nullable.includes(name)));
    this.name = qualified(target, table.name);
    const key = this.columns.filter(({ name }) => table.key.includes(name));
    this.insert = `${insertSelect(this.name, this.columns)} on conflict (${names(key)}) do nothing`;
    this.insertName = preparedName(this.insert);
  }

  /** Computes what the event adds, without adding it. Throws what `rows` and `purges` throw. */
  evaluate(event: RecordedEvent): void {
    this.pendingRows = this.output.rows(event);
    this.pendingPurges = this.output.purges?.(event) ?? [];
  }

  /** Adds what was computed last. */
  accept(): void {
    const stretch = this.stretches.at(-1) as Stretch;
    for (const row of this.pendingRows) stretch.rows.push(row);
    if (this.pendingPurges.length === 0) return;
    stretch.purges = this.pendingPurges;
    this.stretches.push({ rows: [], purges: [] });
  }

  /** Throws RowRefused for a row that the table cannot hold. */
  writes(): readonly Statement[] {
    const statements: Statement[] = [];
    for (const { rows, purges } of this.stretches) {
      if (rows.length > 0) {
        const arrays = new ColumnArrays(this.columns);
        for (const row of rows) arrays.add((_index, column) => row[column.name]);
        statements.push(statementOf(this.insert, arrays, this.insertName));
      }
      if (purges.length === 0) continue;
      statements.push({ text: `set local projections.purge = 'on'`, values: [] });
      for (const purge of purges) statements.push(this.purge(purge));
      statements.push({ text: `set local projections.purge = 'off'`, values: [] });
    }
    return statements;
  }

  private purge(purge: Purge<Row>): Statement {
    const bound = this.column(purge.column);
    const equal = Object.entries(purge.where ?? {}).filter(([, value]) => value !== undefined);
    const columns = [bound, ...equal.map(([name]) => this.column(name))];
    const arrays = new ColumnArrays(columns);
    arrays.add((index) => (index === 0 ? purge.before : equal[index - 1]?.[1]));
    const same = equal.map(([name]) => `t."${name}" is not distinct from u."${name}"`);
    // The bound is unnested under its own name; a condition on the same column cannot be told apart from it.
    if (equal.some(([name]) => name === bound.name)) throw new RowRefused(`purge by ${bound.name} names it twice`);
    const where = [`t."${bound.name}" < u."${bound.name}"`, ...same].join(' and ');
    return statementOf(`delete from ${this.name} t using ${unnested(columns)} where ${where}`, arrays);
  }

  private column(name: string): SqlColumn {
    const column = this.columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw new RowRefused(`purge names ${name}, which is not a column of ${this.name}`);
    return column;
  }

  /** Committed or given up alike: the page is over. */
  finish(): void {
    this.stretches = [{ rows: [], purges: [] }];
    this.pendingRows = [];
    this.pendingPurges = [];
  }
}
