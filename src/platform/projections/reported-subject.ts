import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, TableSpec } from './projection.js';

interface ReportedRow {
  /** Any of its facts was simulated. */
  readonly demo: boolean;
}

/** How the facts about one kind of subject become its rows. All of it is pure and total. */
export interface ReportedSubject<Row extends ReportedRow> {
  readonly table: TableSpec<Row>;
  /** The field of every event's data that names the subject. */
  readonly idField: string;
  /** The row before its first fact, whichever that is: facts may come before the subject's own beginning. */
  readonly placeholder: (id: string, event: RecordedEvent) => Row;
  /** The row after the fact; the same object means no change. */
  readonly fold: (row: Row, event: RecordedEvent) => Row;
  /** What follows from the rest of a changed row. */
  readonly derived: (row: Row, event: RecordedEvent) => Partial<Row>;
}

/** A table with one row for each subject that is reported about. */
export function reportedSubject<Row extends ReportedRow>(subject: ReportedSubject<Row>): FoldOutput<Row> {
  const { table, idField, placeholder, fold, derived } = subject;
  return {
    kind: 'fold',
    table,
    keys: (event) => [[String(event.data[idField])]],
    apply(row, event, [id]) {
      const after = fold(row ?? placeholder(String(id), event), event);
      if (after === row) return row;
      return { ...after, ...derived(after, event), demo: after.demo || event.meta.demo === true };
    },
  };
}
