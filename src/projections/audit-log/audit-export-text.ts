import { type CsvCell, csvLines } from '../../platform/http/csv-lines.js';
import type { AuditEntryAnswer } from './audit-entry.response.js';
import type { AuditExportFormat } from './export-audit.query.js';

/** Of each format: what it is called, and the text of the whole in parts. */
interface AuditWriter {
  readonly mediaType: string;
  readonly head: string;
  /** Of one page; `first` when none has been written before. */
  page(entries: readonly AuditEntryAnswer[], first: boolean): string;
  readonly tail: string;
}

const columns: Readonly<Record<string, (entry: AuditEntryAnswer) => CsvCell>> = {
  position: ({ position }) => position,
  timestamp: ({ timestamp }) => timestamp,
  recorded_at: ({ recordedAt }) => recordedAt,
  actor: ({ actor }) => actor,
  actor_id: ({ actorId }) => actorId,
  actor_type: ({ actorType }) => actorType,
  action: ({ action }) => action,
  resource: ({ resource }) => resource,
  outcome: ({ outcome }) => outcome,
  ip_address: ({ ipAddress }) => ipAddress,
  user_agent: ({ userAgent }) => userAgent,
  demo: ({ demo }) => demo,
  details: ({ details }) => JSON.stringify(details),
};

const writers: Readonly<Record<AuditExportFormat, AuditWriter>> = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    head: csvLines([Object.keys(columns)]),
    page: (entries) => csvLines(entries.map((entry) => Object.values(columns).map((cell) => cell(entry)))),
    tail: '',
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    head: '',
    page: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
    tail: '',
  },
  json: {
    mediaType: 'application/json; charset=utf-8',
    head: '[',
    page: (entries, first) =>
      entries.map((entry, at) => `${first && at === 0 ? '' : ','}\n${JSON.stringify(entry)}`).join(''),
    tail: '\n]\n',
  },
};

/** The media type of an export, and its text page by page. */
export async function auditExport(
  format: AuditExportFormat,
  pages: AsyncIterator<readonly AuditEntryAnswer[]>,
): Promise<{ readonly mediaType: string; readonly parts: AsyncIterable<string> }> {
  // What is refused or fails at once does so before anything is sent.
  const first = await pages.next();
  return { mediaType: writers[format].mediaType, parts: partsOf(writers[format], pages, first) };
}

async function* partsOf(
  { head, page, tail }: AuditWriter,
  pages: AsyncIterator<readonly AuditEntryAnswer[]>,
  first: IteratorResult<readonly AuditEntryAnswer[], unknown>,
): AsyncGenerator<string> {
  try {
    if (head !== '') yield head;
    for (let next = first, isFirst = true; next.done !== true; next = await pages.next(), isFirst = false) {
      if (next.value.length > 0) yield page(next.value, isFirst);
    }
    if (tail !== '') yield tail;
  } finally {
    await pages.return?.();
  }
}
