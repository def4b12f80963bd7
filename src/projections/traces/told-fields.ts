/** By field, how good the word is that its value was taken from; text, the smaller the better. */
export type ToldFields = Readonly<Record<string, string>>;

/** How much a source of a value is worth: the smaller the more. */
export type Rank = 0 | 1 | 2 | 3 | 4;

/** Somebody's word about a field. */
export interface Word<Value> {
  readonly value: Value | undefined;
  readonly rank: Rank;
}

/**
 * Takes over what is told better than what is known. The better source counts, then the earlier moment, then the smaller
 * value: whatever the order in which they arrive, the same words lead to the same row. The same row when nothing is news.
 *
 * Not shared with `model-usage` and `agents`, whose sources rank otherwise: here telemetry, which names the ids of traces,
 * is better than a step or a call, there a step is better than telemetry (`model-usage`), or there are no ranks (`agents`);
 * and nobody tells afterwards what a trace was, so that the later moment never counts.
 */
export function tellFields<Row extends { readonly told: ToldFields }>(
  row: Row,
  words: { readonly [Field in keyof Row & string]?: Word<NonNullable<Row[Field]> & string> },
  at: Date,
): Row {
  let told: Record<string, string> | undefined;
  let values: Partial<Record<keyof Row, string>> | undefined;
  const moment = momentOf(at);
  for (const [field, word] of Object.entries<Word<string> | undefined>(words)) {
    if (word?.value === undefined) continue;
    const worth = `${word.rank} ${moment}`;
    const known = row.told[field];
    const isBetter =
      known === undefined || worth < known || (worth === known && word.value < String(row[field as keyof Row]));
    if (!isBetter) continue;
    told = { ...(told ?? row.told), [field]: worth };
    values = { ...values, [field]: word.value } as Partial<Record<keyof Row, string>>;
  }
  return told === undefined ? row : { ...row, ...values, told };
}

/** Text in the order of time, of the years 1 to 9999. */
export function momentOf(at: Date): string {
  return String(at.getTime() + 1e14).padStart(15, '0');
}
