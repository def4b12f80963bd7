import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';
import { mapExport } from '../../mapping/telemetry-mappers.js';
import type { OtlpExport, OtlpSignal } from '../../otlp-records.js';
import { TelemetryRecorder } from '../../telemetry-recorder.service.js';
import { type KeptRecord, UnknownRecordsStore } from '../../unknown-records.store.js';
import { ReplayUnknownRecords } from './replay-unknown-records.command.js';
import type { ReplayedRecords } from './replay-unknown-records.response.js';

/** Records read at once. */
const PORTION = 500;
const signals: readonly OtlpSignal[] = ['logs', 'metrics'];

/**
 * Portion by portion: the facts are recorded before the records are deleted, so that one that is interrupted can be
 * done again; facts that were recorded are known by their identities.
 */
@CommandHandler(ReplayUnknownRecords)
export class ReplayUnknownRecordsHandler implements ICommandHandler<ReplayUnknownRecords> {
  constructor(
    private readonly store: UnknownRecordsStore,
    private readonly recorder: TelemetryRecorder,
  ) {}

  async execute({ context }: ReplayUnknownRecords): Promise<ReplayedRecords> {
    const sum = { known: 0, unknown: 0, recorded: 0, refused: 0, position: null as LogPosition | null };
    for (let last = ''; ;) {
      const kept = await this.store.after(last, PORTION);
      for (const signal of signals) {
        const part = kept.filter((record) => record.signal === signal);
        const { readings } = mapExport(exportOf(signal, part));
        const known = part.filter((_, index) => readings[index]?.outcome !== 'unknown');
        await this.record(signal, known, context, sum);
        sum.known += known.length;
        sum.unknown += part.length - known.length;
      }
      if (kept.length < PORTION) return sum;
      last = kept.at(-1)!.digest;
    }
  }

  private async record(
    signal: OtlpSignal,
    known: readonly KeptRecord[],
    context: CommandContext,
    sum: { recorded: number; refused: number; position: LogPosition | null },
  ): Promise<void> {
    if (known.length === 0) return;
    const received = exportOf(signal, known);
    const { accepted, refused, position } = await this.recorder.record(received, mapExport(received), context);
    await this.store.remove(known.map(({ digest }) => digest));
    sum.recorded += accepted;
    sum.refused += refused.size;
    if (position !== null && !(sum.position !== null && sum.position >= position)) sum.position = position;
  }
}

/** What was kept is what a reader of exports made, but for members that were undefined and now are not there. */
function exportOf(signal: OtlpSignal, kept: readonly KeptRecord[]): OtlpExport {
  return { signal, records: kept.map(({ record }) => record) } as unknown as OtlpExport;
}
