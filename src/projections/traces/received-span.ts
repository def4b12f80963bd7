import type { SpanEvent } from '../../events/span.events.js';
import { timeOf } from '../../kernel/reported-fold.js';
import type { SpanAttributes } from './trace-span.row.js';

type Span = SpanEvent['data'];
type Received = Pick<Span, 'name' | 'kind' | 'attributes' | 'service'>;

/** When a span began, by its reporter; by its report where that is no time. */
export function startOfSpan(span: Pick<Span, 'startedAt'>, reportedAt: Date): Date {
  return timeOf(span.startedAt) ?? reportedAt;
}

/** Names of one attribute in the versions of the conventions, the newest first. */
const names = {
  database: ['db.system.name', 'db.system'],
  operation: ['db.operation.name', 'db.operation'],
  statement: ['db.query.text', 'db.statement', 'db.query.summary'],
  method: ['http.request.method', 'http.method'],
  path: ['url.path', 'http.target'],
  url: ['url.full', 'http.url'],
  route: ['http.route'],
} as const;

/**
 * A received span as traces show it: a query of a database as `database_query`, a request as `http_request`, anything else
 * under its own name.
 */
export function presentReceivedSpan(span: Received): { readonly name: string; readonly attributes: SpanAttributes } {
  const own = {
    ...span.attributes,
    'span.kind': span.kind,
    ...(span.service === undefined ? {} : { 'service.name': span.service }),
  };
  const special = databaseQuery(span) ?? httpRequest(span);
  if (!special) return { name: span.name, attributes: own };
  return { name: special.name, attributes: { ...own, 'span.name': span.name, ...special.attributes } };
}

function databaseQuery({ kind, attributes }: Received) {
  const isQuery = textOf(attributes, 'database') ?? textOf(attributes, 'operation') ?? textOf(attributes, 'statement');
  if (isQuery === undefined || kind === 'server') return undefined;
  const type = textOf(attributes, 'operation') ?? firstWord(textOf(attributes, 'statement'));
  return { name: 'database_query', attributes: { ...(type === undefined ? {} : { query_type: type.toUpperCase() }) } };
}

function httpRequest({ attributes, kind }: Received) {
  const method = textOf(attributes, 'method');
  if (method === undefined || kind === 'producer' || kind === 'consumer') return undefined;
  const path = pathOf(attributes);
  return { name: 'http_request', attributes: { method, ...(path === undefined ? {} : { path }) } };
}

/** Without its query, which may be long and may hold secrets. */
function pathOf(attributes: Received['attributes']): string | undefined {
  const path = textOf(attributes, 'path')?.replace(/[?#].*$/s, '');
  if (path !== undefined && path !== '') return path;
  const url = textOf(attributes, 'url');
  if (url !== undefined && URL.canParse(url)) return new URL(url).pathname;
  return textOf(attributes, 'route');
}

/** `SELECT`, of a statement that may begin with comments or brackets. */
function firstWord(statement: string | undefined): string | undefined {
  if (statement === undefined) return undefined;
  const bare = statement.replace(/^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  return /^[a-z]{1,40}/i.exec(bare)?.[0];
}

function textOf(attributes: Received['attributes'], what: keyof typeof names): string | undefined {
  for (const name of names[what]) {
    const value = attributes[name];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}
