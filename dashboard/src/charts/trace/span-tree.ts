import type { TraceSpan } from './use-trace';

/** A span where it hangs. */
export interface SpanNode {
  readonly span: TraceSpan;
  /** Milliseconds after the beginning of the trace. */
  readonly from: number;
  /** Null: nobody told how long it took. */
  readonly to: number | null;
  readonly parent: SpanNode | undefined;
  readonly depth: number;
  readonly children: SpanNode[];
  /** It failed, and so did everything above it: what made the whole fail. */
  readonly critical: boolean;
  /** Spans below it, and how many of them failed. */
  readonly below: number;
  readonly failedBelow: number;
}

export interface SpanTree {
  readonly roots: readonly SpanNode[];
  readonly byId: ReadonlyMap<string, SpanNode>;
  /** As they stand from top to bottom with nothing folded. */
  readonly order: readonly SpanNode[];
}

type Growing = { -readonly [Key in keyof SpanNode]: SpanNode[Key] };

/** Spans as the tree that they are. One whose parent has not been read yet stands at the top until it has. */
export function treeOf(spans: readonly TraceSpan[], startedAt: string): SpanTree {
  const begin = Date.parse(startedAt);
  const byId = new Map<string, Growing>();
  for (const span of spans) {
    const from = Date.parse(span.startedAt) - begin;
    byId.set(span.spanId, {
      span,
      from,
      to: span.durationMs === null ? null : from + span.durationMs,
      parent: undefined,
      depth: 0,
      children: [],
      critical: false,
      below: 0,
      failedBelow: 0,
    });
  }
  const roots: Growing[] = [];
  for (const node of byId.values()) {
    const parent = node.span.parentSpanId === null ? undefined : byId.get(node.span.parentSpanId);
    node.parent = parent;
    if (parent) parent.children.push(node as SpanNode);
    else roots.push(node);
  }
  const order = walk(roots as SpanNode[], () => true) as Growing[];
  for (const node of order) {
    const failed = node.span.status === 'error';
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    node.critical = failed && (node.parent?.critical ?? true);
  }
  for (const node of order.toReversed()) {
    const parent = node.parent as Growing | undefined;
    if (!parent) continue;
    parent.below += node.below + 1;
    parent.failedBelow += node.failedBelow + (node.span.status === 'error' ? 1 : 0);
  }
  return { roots: roots as SpanNode[], byId: byId as ReadonlyMap<string, SpanNode>, order: order as SpanNode[] };
}

/** The rows that are seen while some spans are folded. */
export const rowsOf = ({ roots }: SpanTree, folded: ReadonlySet<string>): readonly SpanNode[] =>
  walk(roots, ({ span }) => !folded.has(span.spanId));

/** Without recursion: a trace may be as deep as it likes. */
function walk(roots: readonly SpanNode[], goesInto: (node: SpanNode) => boolean): SpanNode[] {
  const rows: SpanNode[] = [];
  const waiting = roots.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    rows.push(node);
    if (goesInto(node)) for (const child of node.children.toReversed()) waiting.push(child);
  }
  return rows;
}

/** All spans above this one, so that they can be unfolded. */
export function ancestorsOf(node: SpanNode): readonly SpanNode[] {
  const above: SpanNode[] = [];
  for (let parent = node.parent; parent; parent = parent.parent) above.push(parent);
  return above;
}

/** The next failed span after this place, from the top again after the last. */
export function nextFailed(tree: SpanTree, after: string | undefined): SpanNode | undefined {
  const start = after === undefined ? -1 : tree.order.findIndex(({ span }) => span.spanId === after);
  const failed = ({ span }: SpanNode) => span.status === 'error';
  return tree.order.slice(start + 1).find(failed) ?? tree.order.find(failed);
}
