import { useSyncExternalStore } from 'react';

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

export interface SeriesStyle {
  readonly colour: string;
  /** Of a line; undefined is solid. */
  readonly dash: number[] | undefined;
  /** How often the colours have been gone through before: what shares a colour differs in its dashes and hatching. */
  readonly round: number;
}

const dashes: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 3], [10, 3, 2, 3]];

/** Far from its neighbours, and reaches every colour, for it has no divisor in common with their number. */
const STRIDE = 5;

/** Looks of names that the service knows, by what they are names of: those are the same on every page. */
const known = new Map<string, Looks>();
let version = 0;
const listeners = new Set<() => void>();

/** Tells which agent types or models there are, so that each has a look of its own wherever it is shown. */
export function rememberNames(kind: string, names: readonly string[]): void {
  if (known.get(kind)?.areOf(names)) return;
  const looks = new Looks();
  looks.addAll(names);
  known.set(kind, looks);
  version++;
  for (const listener of listeners) listener();
}

/** Draws the caller anew when names have been remembered; other than that a number that means nothing. */
export const usePaletteVersion = () => useSyncExternalStore(listen, () => version);

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The look of a name that stands alone. What stands side by side asks `seriesStyles`. */
export const seriesStyle = (name: string): SeriesStyle =>
  knownLook(name) ?? styleOf({ index: colourIndex(name), round: 0 });

/** Its colour, as CSS: `var(--series-3)`. */
export const seriesColour = (name: string) => seriesStyle(name).colour;

function knownLook(name: string): SeriesStyle | undefined {
  for (const looks of known.values()) {
    const look = looks.of(name);
    if (look) return styleOf(look);
  }
  return undefined;
}

interface Look {
  readonly index: number;
  readonly round: number;
}

const styleOf = ({ index, round }: Look): SeriesStyle => ({
  colour: cssOf(index),
  dash: dashes[round % dashes.length],
  round,
});

/** Which name looks how; no two the same as long as there are looks. */
class Looks {
  private readonly looks = new Map<string, Look>();
  private readonly taken = new Set<string>();
  private readonly uses = Array.from({ length: COLOURS }, () => 0);

  of(name: string): Look | undefined {
    return this.looks.get(name);
  }

  areOf(names: readonly string[]): boolean {
    return names.length === this.looks.size && names.every((name) => this.looks.has(name));
  }

  /** Of names that ask for the same colour the first keeps it, the others get one that nobody asked for. */
  addAll(names: readonly string[]): void {
    const sorted = [...new Set(names)].sort().filter((name) => !this.looks.has(name));
    const inOrder = [...sorted.filter((name) => fixed.has(name)), ...sorted.filter((name) => !fixed.has(name))];
    const second: string[] = [];
    for (const name of inOrder) {
      const index = colourIndex(name);
      if (this.uses[index]! > 0) second.push(name);
      else this.add(name, index);
    }
    for (const name of second) this.add(name, this.leastUsed(colourIndex(name)));
  }

  /** With this very look, if nobody else has it. */
  addAs(name: string, look: Look): boolean {
    const text = `${look.index} ${look.round}`;
    if (this.taken.has(text)) return false;
    this.taken.add(text);
    this.uses[look.index]!++;
    this.looks.set(name, look);
    return true;
  }

  private add(name: string, index: number): void {
    let round = 0;
    while (!this.addAs(name, { index, round })) round++;
  }

  private leastUsed(wanted: number): number {
    const fewest = Math.min(...this.uses);
    let index = wanted;
    while (this.uses[index] !== fewest) index = (index + STRIDE) % COLOURS;
    return index;
  }

  styles(names: readonly string[]): ReadonlyMap<string, SeriesStyle> {
    return new Map(names.map((name) => [name, styleOf(this.looks.get(name)!)]));
  }
}

/** Styles of the series of one chart, whatever their order: those of remembered names, and others beside them. */
export function seriesStyles(names: readonly string[]): ReadonlyMap<string, SeriesStyle> {
  const looks = new Looks();
  for (const kind of known.values()) {
    for (const name of names.toSorted()) {
      const look = kind.of(name);
      if (look && !looks.of(name)) looks.addAs(name, look);
    }
  }
  looks.addAll(names);
  return looks.styles(names);
}

/** The fill of a mark or a bar, as CSS: what shares a colour is hatched in another direction. */
export function fillOf({ colour, round }: Pick<SeriesStyle, 'colour' | 'round'>): string {
  if (round === 0) return colour;
  return `repeating-linear-gradient(${HATCHES[(round - 1) % HATCHES.length]}, ${colour} 0 2px, var(--surface) 2px 4px)`;
}

const HATCHES = ['135deg', '0deg', '90deg'] as const;

/** FNV-1a: short, and spreads names that differ in a letter. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
