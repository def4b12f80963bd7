import type { Expr, VectorSelector } from '../ast.js';
import type { SeriesSelection } from '../series-source.js';
import { children, type Frame, referencesOf } from './moments.js';
import { lastOf, type Steps } from './steps.js';

interface Wanted {
  readonly selector: VectorSelector;
  afterMs: number;
  untilMs: number;
}

/** All the samples that an expression needs, and which of them belong to which selector. */
export interface Plan {
  readonly selections: readonly SeriesSelection[];
  /** Index into `selections`. */
  readonly of: ReadonlyMap<VectorSelector, number>;
}

/**
 * Which samples an expression will look at: found before it is evaluated, so that they are fetched at once. Selectors
 * with the same conditions share a selection where their windows overlap, as in `m - m offset 5m`.
 */
export function planOf(expr: Expr, steps: Steps, frame: Frame, lookbackMs: number): Plan {
  const wanted = new Map<string, Wanted[]>();
  const visit = (node: Expr, at: Steps): void => {
    if (at.count === 0) return;
    if (node.kind === 'vector_selector') want(wanted, node, referencesOf(node, at, frame), lookbackMs);
    else if (node.kind === 'matrix_selector') {
      want(wanted, node.selector, referencesOf(node.selector, at, frame), node.rangeMs);
    } else for (const [child, childSteps] of children(node, at, frame)) visit(child, childSteps);
  };
  visit(expr, steps);
  return shared(wanted);
}

function want(wanted: Map<string, Wanted[]>, selector: VectorSelector, references: Steps, backMs: number): void {
  const key = JSON.stringify(selector.matchers.map(({ name, op, value }) => [name, op, value]));
  const window = { selector, afterMs: references.startMs - backMs, untilMs: lastOf(references) };
  const same = wanted.get(key);
  if (same) same.push(window);
  else wanted.set(key, [window]);
}

function shared(wanted: ReadonlyMap<string, readonly Wanted[]>): Plan {
  const selections: { matchers: VectorSelector['matchers']; afterMs: number; untilMs: number }[] = [];
  const of = new Map<VectorSelector, number>();
  for (const windows of wanted.values()) {
    let open: (typeof selections)[number] | undefined;
    for (const { selector, afterMs, untilMs } of [...windows].sort((a, b) => a.afterMs - b.afterMs)) {
      if (open === undefined || afterMs > open.untilMs) {
        open = { matchers: selector.matchers, afterMs, untilMs };
        selections.push(open);
      } else open.untilMs = Math.max(open.untilMs, untilMs);
      of.set(selector, selections.length - 1);
    }
  }
  return { selections, of };
}
