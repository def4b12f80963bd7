import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { present } from '../../../../kernel/present.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CONFIG } from '../../../../platform/runtime/tokens.js';
import { traceExportDecider, traceExportStream } from '../../domain/trace-export.decider.js';
import { TraceExportFollower } from '../../export/trace-export-follower.service.js';
import { assertDestination } from '../../export-destination.js';
import type { TracingSettings } from '../../tracing-settings.js';
import { SetTraceExport } from './set-trace-export.command.js';
import type { ChangedTraceExport } from './set-trace-export.request.js';

@CommandHandler(SetTraceExport)
export class SetTraceExportHandler implements ICommandHandler<SetTraceExport> {
  /** The decider, which knows the address that will hold, and what this process knows of addresses. */
  private readonly decider: typeof traceExportDecider;

  constructor(
    private readonly executor: CommandExecutor,
    private readonly follower: TraceExportFollower,
    @Inject(CONFIG) settings: TracingSettings,
  ) {
    this.decider = {
      ...traceExportDecider,
      decide(command, state) {
        const events = traceExportDecider.decide(command, state);
        for (const { data } of events) if (data.enabled) assertDestination(data.endpoint, settings);
        return events;
      },
    };
  }

  async execute({ change, expectedRevision, context }: SetTraceExport): Promise<ChangedTraceExport> {
    const { events, state, revision, position } = await this.executor.execute(
      this.decider,
      traceExportStream,
      { type: 'set', change: present(change) },
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
    // It is recorded: that this process is told of it a moment later is no failure.
    if (events.length > 0) await this.follower.refresh().catch(() => undefined);
    return {
      ...state,
      changed: events.length > 0,
      revision: revision === undefined ? null : String(revision),
      position: position ?? null,
    };
  }
}
