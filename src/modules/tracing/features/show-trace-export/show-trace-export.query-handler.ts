import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ownSpans } from '../../../../platform/telemetry/tracing.js';
import { type ExportProgress, ExportProgressStore } from '../../export/export-progress.store.js';
import { TraceExportHistoryReader } from '../../trace-export-history.service.js';
import { ShowTraceExport } from './show-trace-export.query.js';
import type { TraceExportAnswer } from './show-trace-export.response.js';

@QueryHandler(ShowTraceExport)
export class ShowTraceExportHandler implements IQueryHandler<ShowTraceExport> {
  constructor(
    private readonly histories: TraceExportHistoryReader,
    private readonly progress: ExportProgressStore,
  ) {}

  async execute(): Promise<TraceExportAnswer> {
    const [{ settings, revision, changed }, progress] = await Promise.all([
      this.histories.read(),
      this.progress.read(),
    ]);
    const own = ownSpans();
    return {
      ...settings,
      revision: revision === undefined ? null : String(revision),
      changedAt: changed?.at.toISOString() ?? null,
      changedBy: changed?.by ?? null,
      agents: { sent: progress?.sent ?? 0, failed: progress?.failed ?? 0, ...lastOf(progress) },
      own: own === undefined ? null : { ...own.tally.spans, queued: own.queued, ...lastOf(own.tally) },
    };
  }
}

function lastOf(known: Pick<ExportProgress, 'lastSuccessAt' | 'lastError'> | undefined) {
  const { lastSuccessAt, lastError } = known ?? {};
  return {
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    lastError: lastError ? { at: lastError.at.toISOString(), message: lastError.message } : null,
  };
}
