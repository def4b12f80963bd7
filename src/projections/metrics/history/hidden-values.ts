import type { DataSource } from 'typeorm';
import type { SeriesVersion } from './exposed-lines.js';

/** When each series began. */
export async function firstSlots(
  dataSource: DataSource,
  table: string,
  series: readonly string[],
): Promise<readonly number[]> {
  const rows: { readonly slot: Date }[] = await dataSource.query(
    `select min(slot) as slot from (
       select series, slot from public.${table} where series = any($1::text[])
       union all
       select series, slot from public.${table}_history where series = any($1::text[])
     ) v group by series`,
    [series],
  );
  return rows.map(({ slot }) => slot.getTime());
}

/** How many label values were hidden, over time: one more whenever the first series of another one began. */
export function hiddenVersions(begins: readonly number[]): readonly SeriesVersion[] {
  const sorted = [...begins].sort((a, b) => a - b);
  return sorted.flatMap((at, index) =>
    at === sorted[index + 1] ? [] : [{ at, numbers: [index + 1], window: undefined }],
  );
}
