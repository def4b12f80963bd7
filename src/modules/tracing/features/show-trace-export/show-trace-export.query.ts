import { Query } from '@nestjs/cqrs';
import type { TraceExportAnswer } from './show-trace-export.response.js';

/** Whether and where traces are exported, and what came of it. */
export class ShowTraceExport extends Query<TraceExportAnswer> {}
