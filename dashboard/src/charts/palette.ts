/**
 * Twelve colours that people with colour blindness tell apart, the same in the dark and in the light (the style sheet has
 * both). A name always has the same one: an agent type is as green on the cost page as on the overview.
 */
const COLOURS = 12;

/** Names that meet often get colours that are far from each other; the others theirs by their letters. */
const fixed: Readonly<Record<string, number>> = {
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
};

export const colourIndex = (name: string) => fixed[name] ?? hashOf(name) % COLOURS;

/** The colour of a series, as CSS: `var(--series-3)`. */
export const seriesColour = (name: string) => `var(--series-${colourIndex(name)})`;

export interface SeriesStyle {
  readonly colour: string;
  /** Of a line; undefined is solid. */
  readonly dash: number[] | undefined;
}

const dashes: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 3], [10, 3, 2, 3]];

/** Styles of the series of one chart: two that share a colour differ in their dashes. */
export function seriesStyles(names: readonly string[]): ReadonlyMap<string, SeriesStyle> {
  const used = new Map<number, number>();
  const styles = new Map<string, SeriesStyle>();
  for (const name of names.toSorted()) {
    const index = colourIndex(name);
    const before = used.get(index) ?? 0;
    used.set(index, before + 1);
    styles.set(name, { colour: seriesColour(name), dash: dashes[before % dashes.length] });
  }
  return styles;
}

/** FNV-1a: short, and spreads names that differ in a letter. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
