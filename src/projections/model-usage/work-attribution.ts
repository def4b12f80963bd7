/**
 * How much a word counts, from the least: telemetry, a report of a step, the spawn, what was told afterwards of its
 * session, and what was told afterwards of the agent itself.
 */
export type AttributionRank = 1 | 2 | 3 | 4 | 5;

const AFTERWARDS = 4;

interface Told {
  readonly value: string;
  readonly rank: AttributionRank;
  /** The moment of which it was told; RFC 3339. */
  readonly at: string;
}

export const workFields = ['type', 'epic', 'story', 'pullRequest', 'team'] as const;
export type WorkField = (typeof workFields)[number];

/** What an agent is and works on, with who said so; an empty value: on none. */
export type WorkAttribution = { readonly [Field in WorkField]?: Told };

/** What the event says; undefined: nothing. */
export type ToldWork = { readonly [Field in WorkField]?: string | undefined };

/**
 * What is known after the event. The better word counts; of equals that of the earlier moment, afterwards that of the
 * later one; of one moment the smaller value. So the order in which they come does not matter. The same object where
 * nothing changes.
 *
 * Not shared with `traces` and `agents`, whose sources rank otherwise: there telemetry is better than a step, and what was
 * told afterwards is no word of a moment. Money goes to the work that whoever runs the agent names, so here it is not.
 */
export function attributed(known: WorkAttribution, told: ToldWork, rank: AttributionRank, at: Date): WorkAttribution {
  let next = known;
  for (const field of workFields) {
    const value = told[field];
    if (value === undefined) continue;
    const word: Told = { value, rank, at: at.toISOString() };
    const before = next[field];
    if (before === undefined || outweighs(word, before)) next = { ...next, [field]: word };
  }
  return next;
}

/** Whether something was told afterwards of this field: then what the calls themselves say does not count. */
export function isSettled(known: WorkAttribution, field: WorkField): boolean {
  return (known[field]?.rank ?? 0) >= AFTERWARDS;
}

function outweighs(word: Told, known: Told): boolean {
  if (word.rank !== known.rank) return word.rank > known.rank;
  if (word.at !== known.at) return word.rank >= AFTERWARDS ? word.at > known.at : word.at < known.at;
  return word.value < known.value;
}
