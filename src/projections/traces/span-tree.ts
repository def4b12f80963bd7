/** What the tree of a trace needs to know of a span. */
export interface SpanNode {
  readonly spanId: string;
  /** What the span itself says. */
  readonly parentSpanId: string | null;
  /** `run`: the root of an agent's run; `call`: what the agent did; `received`: somebody else's. */
  readonly kind: 'run' | 'call' | 'received';
  /** Of a run and a call. */
  readonly agentId: string | null;
  /** Of a run: the agent that spawned it. */
  readonly parentAgentId?: string | null;
}

export interface SpanPlace {
  /** Null: at the top. */
  readonly parentSpanId: string | null;
  /** The parent that it names is not there. */
  readonly orphan: boolean;
}

interface Link<Node> {
  readonly node: Node;
  parent: Link<Node> | undefined;
  orphan: boolean;
}

/**
 * Where every span of a trace hangs; given in the order of their start. A received span that is told as a run or a call
 * too is left out. Who names no parent stands at the top; who names one that is not there, or an ancestor of whom it is
 * an ancestor itself, hangs under the root, so that every span can be reached from the top.
 */
export function placeSpans<Node extends SpanNode>(nodes: readonly Node[]): ReadonlyMap<Node, SpanPlace> {
  const named = byName(nodes);
  const links = nodes
    .filter((node) => node.kind !== 'received' || named.get(node.spanId) === node)
    .map((node): Link<Node> => ({ node, parent: undefined, orphan: false }));
  const linkOf = new Map(links.map((link) => [link.node, link]));
  const linkNamed = (spanId: string | null) => linkOf.get(named.get(spanId ?? '') as Node);
  const runs = new Map(links.filter(({ node }) => node.kind === 'run').map((link) => [link.node.agentId, link]));
  for (const link of links) attach(link, linkNamed, runs);
  cutCircles(links);
  const root = rootOf(links);
  for (const link of links) if (link.orphan && link.parent === undefined && link !== root) link.parent = root;
  return new Map(
    links.map(({ node, parent, orphan }) => [node, { parentSpanId: parent?.node.spanId ?? null, orphan }]),
  );
}

/** Of spans with the same id, the run tells more than the call, and the call more than the received span. */
function byName<Node extends SpanNode>(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  const order = ['run', 'call', 'received'] as const;
  const named = new Map<string, Node>();
  for (const kind of order) {
    for (const node of nodes) if (node.kind === kind && !named.has(node.spanId)) named.set(node.spanId, node);
  }
  return named;
}

function attach<Node extends SpanNode>(
  link: Link<Node>,
  named: (spanId: string | null) => Link<Node> | undefined,
  runs: ReadonlyMap<string | null, Link<Node>>,
): void {
  const { node } = link;
  const stated = named(node.parentSpanId);
  const parent = stated === link ? undefined : stated;
  if (node.kind === 'run') {
    // What it was begun by often stands in somebody else's tracing: it is no orphan for that.
    link.parent = parent ?? differentFrom(link, runs.get(node.parentAgentId ?? null));
    return;
  }
  const run = node.kind === 'call' ? runs.get(node.agentId) : undefined;
  const isSibling = run !== undefined && node.parentSpanId === run.node.parentSpanId;
  link.parent = parent !== undefined && !isSibling ? parent : run;
  link.orphan = node.parentSpanId !== null && parent === undefined && !isSibling;
}

function differentFrom<Node>(link: Link<Node>, other: Link<Node> | undefined): Link<Node> | undefined {
  return other === link ? undefined : other;
}

/** Circles are cut at the span of them that began first. */
function cutCircles<Node>(links: readonly Link<Node>[]): void {
  const place = new Map(links.map((link, index) => [link, index]));
  const settled = new Set<Link<Node>>();
  for (const start of links) {
    const path = new Set<Link<Node>>();
    let link: Link<Node> | undefined = start;
    while (link !== undefined && !settled.has(link) && !path.has(link)) {
      path.add(link);
      link = link.parent;
    }
    if (link !== undefined && path.has(link)) {
      const all = [...path];
      const circle = all.slice(all.indexOf(link));
      const first = circle.reduce((one, other) => ((place.get(other) ?? 0) < (place.get(one) ?? 0) ? other : one));
      first.parent = undefined;
      first.orphan = true;
    }
    for (const passed of path) settled.add(passed);
  }
}

/** What orphans hang under: the top above the first run, else the first span without a parent, else the first span. */
function rootOf<Node extends SpanNode>(links: readonly Link<Node>[]): Link<Node> | undefined {
  const run = links.find(({ node }) => node.kind === 'run');
  let top = run ?? links.find(({ parent, orphan }) => parent === undefined && !orphan) ?? links[0];
  while (top?.parent !== undefined) top = top.parent;
  return top;
}
