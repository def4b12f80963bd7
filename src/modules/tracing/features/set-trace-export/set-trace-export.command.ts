import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ChangedTraceExport, SetTraceExportRequest } from './set-trace-export.request.js';

/** Decides whether, where and how many traces are exported. */
export class SetTraceExport extends Command<ChangedTraceExport> {
  constructor(
    readonly change: SetTraceExportRequest,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
