import type { SumOutput } from './projection.js';
import type { ProjectionTarget } from './projection-observer.js';
import { ColumnArrays, deleteByKeys, names, sqlColumn, statementOf, unnested, type SqlColumn } from './row-sql.js';
import { preparedName, type Statement } from './statement.js';
import { columnsOf, qualified, type AnyTable } from './table-ddl.js';

type Row = Readonly<Record<string, unknown>>;

/** A row of the summed table, as it was stored and as it will be. */
export interface RowChange {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** One sum output, page by page: what the changed rows gave before is taken away, what they give now is added. */
export class SumTable {
  private readonly keyColumns: readonly SqlColumn[];
  private readonly columns: readonly SqlColumn[];
  private readonly add: string;
  private readonly addName: string;
  private readonly clear: string;

  constructor(
    private readonly output: SumOutput<Row, Row>,
    target: ProjectionTarget,
  ) {
    const table: AnyTable = output.table;
    const all = columnsOf(table).map(([name, type]) => sqlColumn(name, type));
    this.keyColumns = table.key.map((name) => all.find((column) => column.name === name) as SqlColumn);
    const sums = all.filter((column) => !this.keyColumns.includes(column));
    this.columns = [...this.keyColumns, ...sums, sqlColumn('sign', 'integer')];
    const name = qualified(target, table.name);
    const keys = names(this.keyColumns);
    const summed = sums.map(({ name: column }) => `sum(u."sign" * u."${column}")`);
    const added = sums.map(({ name: column }) => `"${column}" = t."${column}" + excluded."${column}"`);
    this.add =
      `insert into ${name} as t (${names([...this.keyColumns, ...sums])}) ` +
      `select ${[names(this.keyColumns, 'u.'), ...summed].join(', ')} from ${unnested(this.columns)} ` +
      `group by ${names(this.keyColumns, 'u.')} on conflict (${keys}) do update set ${added.join(', ')}`;
    this.addName = preparedName(this.add);
    this.clear = `${deleteByKeys(name, this.keyColumns)} and t."${String(output.count)}" = 0`;
  }

  /** Name of the table that is summed. */
  get of(): string {
    return this.output.of;
  }

  /** Throws what `parts` throws, and RowRefused for a part that the table cannot hold. */
  writes(changes: Iterable<RowChange>): readonly Statement[] {
    const moved = new ColumnArrays(this.columns);
    const left = new ColumnArrays(this.keyColumns);
    for (const { before, after } of changes) {
      const gone = this.partsByText(before);
      for (const [text, part] of this.partsByText(after)) {
        // What a row gives as before, most of it, moves nothing.
        if (!gone.delete(text)) this.put(moved, part, 1);
      }
      for (const part of gone.values()) {
        this.put(moved, part, -1);
        left.add((_index, column) => part[column.name]);
      }
    }
    if (moved.size === 0) return [];
    const added = statementOf(this.add, moved, this.addName);
    return left.size === 0 ? [added] : [added, statementOf(this.clear, left)];
  }

  private put(moved: ColumnArrays, part: Row, sign: 1 | -1): void {
    moved.add((_index, column) => (column.name === 'sign' ? sign : part[column.name]));
  }

  private partsByText(row: Row | undefined): Map<string, Row> {
    const parts = row === undefined ? [] : this.output.parts(row);
    return new Map(parts.map((part) => [JSON.stringify(part), part]));
  }
}
