import { readableSeconds } from './readable.js';
import { safeText } from './safe-text.js';
import { cutToWidth, displayWidth } from './table.js';
import { bold, type Terminal } from './terminal.js';

/** What a waterfall shows of a span. */
export interface WaterfallSpan {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly startedAt: string;
  /** Null: nobody told how long it took. */
  readonly durationMs: number | null;
  readonly status: 'ok' | 'error' | 'unset' | 'running';
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly orphan?: boolean | undefined;
}

interface Nested {
  readonly span: WaterfallSpan;
  readonly depth: number;
}

interface Line extends Nested {
  readonly label: string;
  readonly duration: string;
}

const INDENT = 2;
const WIDE_BAR = 40;
const NARROW_BAR = 10;
const MARKS = 3;
const BLANK = ' ';
const UNKNOWN = '-';
const FULL = '█';

/**
 * Spans under one another, each with a bar where it lies in the time of all of them. Fits into the terminal's width; into
 * a file everything goes. What went wrong is marked by signs, which are explained below. Ends with a line break.
 */
export function waterfall(spans: readonly WaterfallSpan[], terminal: Pick<Terminal, 'columns' | 'colour'>): string {
  const nested = nest(spans);
  const deepest = terminal.columns === undefined ? Number.POSITIVE_INFINITY : Math.floor(terminal.columns / 4);
  const lines = nested.map(({ span, depth }): Line => {
    return {
      span,
      depth,
      label: labelOf(span, depth, deepest),
      duration: durationOf(span),
    };
  });
  const durationWidth = widest(lines.map(({ duration }) => duration));
  const { labelWidth, barWidth } = widthsOf(widest(lines.map(({ label }) => label)), durationWidth, terminal.columns);
  const [start, length] = periodOf(spans);
  const rows = lines.map(({ span, label, duration }) => {
    const cells = [
      marksOf(span),
      padded(cutToWidth(label, labelWidth), labelWidth),
      bar(span, start, length, barWidth),
    ];
    const row = `${cells.join(BLANK)} ${duration.padStart(durationWidth)}`;
    return span.status === 'error' ? bold(row, terminal) : row;
  });
  return `${[...rows, ...legendOf(spans)].join('\n')}\n`;
}

/** Parents before their children, those in the order of their start; who has no parent here stands at the top. */
function nest(spans: readonly WaterfallSpan[]): readonly Nested[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string | null, WaterfallSpan[]>();
  for (const span of spans) {
    const parent = span.parentSpanId !== null && ids.has(span.parentSpanId) ? span.parentSpanId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(span);
    else children.set(parent, [span]);
  }
  const nested: Nested[] = [];
  const open = (children.get(null) ?? []).map((span) => ({ span, depth: 0 })).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    nested.push(next);
    const below = children.get(next.span.spanId) ?? [];
    // Ids that are there twice have their children once.
    children.delete(next.span.spanId);
    for (const span of below.toReversed()) open.push({ span, depth: next.depth + 1 });
  }
  return nested;
}

/** The name with what tells it from others of its kind; so deep that an indent would fill the line, with its depth. */
function labelOf({ name, attributes }: WaterfallSpan, depth: number, deepest: number): string {
  const details = detailsOf[name]?.map((attribute) => attributes[attribute]).filter((value) => value !== undefined);
  const text = safeText([name, ...(details ?? [])].join(BLANK));
  const indent = depth * INDENT;
  return indent <= deepest ? `${BLANK.repeat(indent)}${text}` : `${BLANK.repeat(deepest)}${depth}> ${text}`;
}

const detailsOf: Readonly<Record<string, readonly string[] | undefined>> = {
  agent_execution: ['agent_type', 'agent_id'],
  tool_call: ['tool_name'],
  api_call: ['model'],
  database_query: ['query_type'],
  http_request: ['method', 'path'],
};

function durationOf({ durationMs }: WaterfallSpan): string {
  return (durationMs === null ? null : readableSeconds(durationMs / 1_000)) ?? UNKNOWN;
}

/** Names take what they need, at most half of the line; the bar takes the rest. */
function widthsOf(label: number, duration: number, columns: number | undefined) {
  if (columns === undefined) return { labelWidth: label, barWidth: WIDE_BAR };
  const room = columns - MARKS - duration - 3;
  const labelWidth = Math.max(1, Math.min(label, Math.floor(room / 2), room - NARROW_BAR));
  return { labelWidth, barWidth: Math.max(1, room - labelWidth) };
}

function periodOf(spans: readonly WaterfallSpan[]): readonly [start: number, length: number] {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { startedAt, durationMs } of spans) {
    start = Math.min(start, Date.parse(startedAt));
    end = Math.max(end, Date.parse(startedAt) + (durationMs ?? 0));
  }
  return [start, end - start];
}

function bar({ startedAt, durationMs }: WaterfallSpan, start: number, length: number, width: number): string {
  const cells = (milliseconds: number) => (length > 0 ? (milliseconds / length) * width : 0);
  const from = Math.min(Math.floor(cells(Date.parse(startedAt) - start)), width - 1);
  const filled = Math.min(Math.max(1, Math.round(cells(durationMs ?? 0))), width - from);
  return `${BLANK.repeat(from)}${FULL.repeat(filled)}${BLANK.repeat(width - from - filled)}`;
}

const marks = [
  { sign: '!', about: 'failed', has: ({ status }: WaterfallSpan) => status === 'error' },
  { sign: '~', about: 'has not ended, as far as is known', has: ({ status }: WaterfallSpan) => status === 'running' },
  { sign: '?', about: 'its parent has not come', has: ({ orphan }: WaterfallSpan) => orphan === true },
] as const;

function marksOf(span: WaterfallSpan): string {
  const signs = marks.filter(({ has }) => has(span)).map(({ sign }) => sign);
  return signs.join('').padEnd(MARKS - 1);
}

function legendOf(spans: readonly WaterfallSpan[]): readonly string[] {
  const used = marks.filter(({ has }) => spans.some(has));
  return used.length === 0 ? [] : ['', ...used.map(({ sign, about }) => `${sign} ${about}`)];
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

function padded(text: string, width: number): string {
  return text + BLANK.repeat(Math.max(0, width - displayWidth(text)));
}
