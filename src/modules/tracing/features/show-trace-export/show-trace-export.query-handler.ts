import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { TraceExportHistoryReader } from '../../trace-export-history.service.js';
import { ShowTraceExport } from './show-trace-export.query.js';
import type { TraceExportAnswer } from './show-trace-export.response.js';

@QueryHandler(ShowTraceExport)
export class ShowTraceExportHandler implements IQueryHandler<ShowTraceExport> {
  constructor(private readonly histories: TraceExportHistoryReader) {}

  async execute(): Promise<TraceExportAnswer> {
    const { settings, revision, changed } = await this.histories.read();
    return {
      ...settings,
      revision: revision === undefined ? null : String(revision),
      changedAt: changed?.at.toISOString() ?? null,
      changedBy: changed?.by ?? null,
    };
  }
}
