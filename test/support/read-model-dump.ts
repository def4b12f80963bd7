import type { Pool } from 'pg';
import type { Projection } from '../../src/platform/projections/projection.js';

/** Everything that the projections' tables hold, histories included, as text by table. */
export async function dumpReadModels(
  pool: Pool,
  projections: readonly Projection[],
): Promise<Record<string, readonly string[]>> {
  const tables = projections.flatMap(({ outputs }) =>
    outputs.flatMap(({ table }) => [table.name, ...(table.history ? [`${table.name}_history`] : [])]),
  );
  const held: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const { rows } = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`);
    held[table] = rows.map(({ row }) => row);
  }
  return held;
}
