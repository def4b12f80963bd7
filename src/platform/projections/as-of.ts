import { columnsOf, type AnyTable } from './table-ddl.js';

/**
 * A SQL table expression, to be used after `from`: the rows of a table kept with history as they were known at an
 * instant. `parameter` is its placeholder, used as timestamptz: `from ${asOfSource(agents, '$1')} a where …`.
 */
export function asOfSource(table: AnyTable, parameter: string): string {
  if (!table.history) throw new Error(`table ${table.name} keeps no history`);
  const columns = [...columnsOf(table).map(([column]) => `"${column}"`), 'valid_from'].join(', ');
  const instant = `${parameter}::timestamptz`;
  return (
    `(select ${columns} from "${table.name}" where valid_from <= ${instant} union all ` +
    `select ${columns} from "${table.name}_history" where valid_from <= ${instant} and valid_to > ${instant})`
  );
}
