/**
 * How much a word counts, from the least: a call, telemetry, a report of a step, the spawn, what was told afterwards of its
 * session, and what was told afterwards of the agent itself.
 */
export type ToldRank = 0 | 1 | 2 | 3 | 4 | 5;

const AFTERWARDS = 4;

/** What is known, with who said so and of which moment (RFC 3339); an empty value: on none. */
type Told = readonly [rank: ToldRank, at: string, value: string];

const runFields = ['type', 'model', 'epic', 'story', 'pullRequest'] as const;
type RunField = (typeof runFields)[number];
export type ToldOfRun = { readonly [Field in RunField]?: Told };

/**
 * What is known with one more word. The better word counts; of equals that of the earlier moment, of what was told
 * afterwards that of the later; of one moment the smaller value. The same object where nothing changes.
 */
export function withWord(
  known: ToldOfRun,
  word: { readonly [Field in RunField]?: string | undefined },
  rank: ToldRank,
  at: Date,
): ToldOfRun {
  let next = known;
  for (const field of runFields) {
    const value = word[field];
    if (value === undefined) continue;
    const told: Told = [rank, at.toISOString(), value];
    const before = next[field];
    if (before === undefined || outweighs(told, before)) next = { ...next, [field]: told };
  }
  return next;
}

/** Null while nobody has said, or when it was said that there is none. */
export function toldValue(known: ToldOfRun, field: RunField): string | null {
  return known[field]?.[2] || null;
}

function outweighs([rank, at, value]: Told, [knownRank, knownAt, knownValue]: Told): boolean {
  if (rank !== knownRank) return rank > knownRank;
  if (at !== knownAt) return rank >= AFTERWARDS ? at > knownAt : at < knownAt;
  return value < knownValue;
}
