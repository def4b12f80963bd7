/**
 * Twelve colours that people with colour blindness tell apart, the same in the dark and in the light (the style sheet has
 * both). A name has the same one wherever it can: an agent type is as green on the cost page as on the overview.
 */
const COLOURS = 12;

/** Names that meet often get colours that are far from each other; the others theirs by their letters. */
const fixed: ReadonlyMap<string, number> = new Map(
  Object.entries({
    orchestrator: 0,
    'story-implementer': 1,
    'bug-fixer': 2,
    'code-reviewer': 3,
    'pr-reviewer': 4,
    'ci-fixer': 5,
    'test-writer': 6,
    planner: 7,
    'epic-planner': 8,
    deployer: 9,
    input: 0,
    output: 1,
    cache_read: 2,
    cache_write: 3,
    'claude-opus-4-1': 10,
    'claude-opus-4-5': 3,
    'claude-sonnet-4-5': 6,
    'claude-haiku-4-5': 11,
    'gpt-5': 4,
    'gpt-5-codex': 0,
    'gpt-5-mini': 9,
    'gemini-2.5-pro': 8,
  }),
);

const colourIndex = (name: string) => fixed.get(name) ?? hashOf(name) % COLOURS;

const cssOf = (index: number) => `var(--series-${index})`;

/** The colour of a name that stands alone, as CSS: `var(--series-3)`. What stands side by side asks `seriesStyles`. */
export const seriesColour = (name: string) => cssOf(colourIndex(name));

export interface SeriesStyle {
  readonly colour: string;
  /** Of a line; undefined is solid. */
  readonly dash: number[] | undefined;
}

const dashes: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 3], [10, 3, 2, 3]];

/** Far from its neighbours, and reaches every colour, for it has no divisor in common with their number. */
const STRIDE = 5;

/**
 * Styles of the series of one chart, whatever their order. Of names that ask for the same colour the first keeps it, the
 * others get one that nobody asked for; dashes tell apart what is beyond the number of colours.
 */
export function seriesStyles(names: readonly string[]): ReadonlyMap<string, SeriesStyle> {
  const uses = Array.from({ length: COLOURS }, () => 0);
  const styles = new Map<string, SeriesStyle>();
  const take = (name: string, index: number) => {
    styles.set(name, { colour: cssOf(index), dash: dashes[uses[index]! % dashes.length] });
    uses[index]!++;
  };
  const sorted = [...new Set(names)].sort();
  const inOrder = [...sorted.filter((name) => fixed.has(name)), ...sorted.filter((name) => !fixed.has(name))];
  const second = inOrder.filter((name) => {
    const index = colourIndex(name);
    if (uses[index]! > 0) return true;
    take(name, index);
    return false;
  });
  for (const name of second) take(name, leastUsed(uses, colourIndex(name)));
  return styles;
}

function leastUsed(uses: readonly number[], wanted: number): number {
  const fewest = Math.min(...uses);
  let index = wanted;
  while (uses[index] !== fewest) index = (index + STRIDE) % COLOURS;
  return index;
}

/** FNV-1a: short, and spreads names that differ in a letter. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
