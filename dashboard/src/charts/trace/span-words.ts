import { seriesColour } from '../palette';
import type { TraceSpan } from './use-trace';

export type SpanKind = 'agent_execution' | 'tool_call' | 'api_call' | 'database_query' | 'http_request' | 'other';

/** Kinds in the words of the page, in the order of the legend. */
export const spanKinds: readonly { readonly kind: SpanKind; readonly word: string; readonly colour: string }[] = [
  { kind: 'agent_execution', word: 'Run', colour: 'var(--series-0)' },
  { kind: 'api_call', word: 'Model call', colour: 'var(--series-6)' },
  { kind: 'tool_call', word: 'Tool call', colour: 'var(--series-4)' },
  { kind: 'database_query', word: 'Query', colour: 'var(--series-5)' },
  { kind: 'http_request', word: 'Request', colour: 'var(--series-2)' },
  { kind: 'other', word: 'Other', colour: 'var(--series-9)' },
];

const known: ReadonlySet<string> = new Set(spanKinds.map(({ kind }) => kind));

export const kindOf = ({ name }: TraceSpan): SpanKind => (known.has(name) ? (name as SpanKind) : 'other');

/** A run has the colour of its agent's type, as everywhere; the others that of their kind. */
export function colourOf(span: TraceSpan): string {
  const type = span.attributes['agent_type'];
  if (span.name === 'agent_execution' && typeof type === 'string') return seriesColour(type);
  return spanKinds.find(({ kind }) => kind === kindOf(span))!.colour;
}

/** What the span was about: the tool, the model, the path. */
export function subjectOf({ name, attributes }: TraceSpan): string | undefined {
  const text = (key: string) => {
    const value = attributes[key];
    return value === undefined ? undefined : String(value);
  };
  switch (name) {
    case 'agent_execution':
      return text('agent_type') ?? text('agent_id');
    case 'tool_call':
      return text('tool_name');
    case 'api_call':
      return text('model');
    case 'database_query':
      return text('query_type') ?? text('span.name');
    case 'http_request':
      return [text('method'), text('path')].filter((part) => part !== undefined).join(' ') || text('span.name');
    default:
      return name;
  }
}

/** The kind as a word; of a span that has none of ours, whose service it is. */
export function kindWord(span: TraceSpan): string {
  const kind = kindOf(span);
  if (kind === 'other') return String(span.attributes['service.name'] ?? 'Span');
  return spanKinds.find((one) => one.kind === kind)!.word;
}
