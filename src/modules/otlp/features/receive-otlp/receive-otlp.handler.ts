import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONFIG } from '../../../../platform/runtime/tokens.js';
import type { ItemProblem } from '../../../intake/index.js';
import type { PartialSuccess } from '../../decoding/otlp-message.js';
import { readExport } from '../../decoding/read-export.js';
import { mapExport } from '../../mapping/telemetry-mappers.js';
import { OtlpRecordCounter } from '../../otlp-record-counter.service.js';
import { TelemetryRecorder } from '../../telemetry-recorder.service.js';
import { UnknownRecordKeeper } from '../../unknown-record-keeper.service.js';
import { ReceiveOtlp } from './receive-otlp.command.js';

/**
 * Telemetry is sent again by its exporters until it is taken, so what was recorded is recognised: by the ids of calls,
 * else by the record's own place. A record that cannot be a fact is refused by itself and told as partial success.
 */
@CommandHandler(ReceiveOtlp)
export class ReceiveOtlpHandler implements ICommandHandler<ReceiveOtlp> {
  constructor(
    private readonly recorder: TelemetryRecorder,
    private readonly unknown: UnknownRecordKeeper,
    private readonly counter: OtlpRecordCounter,
    @Inject(CONFIG) private readonly settings: { readonly otlpContent: boolean },
  ) {}

  async execute({ signal, message, context }: ReceiveOtlp): Promise<PartialSuccess | undefined> {
    const { export: received, invalid } = readExport(signal, message);
    const mapped = mapExport(received, this.settings.otlpContent);
    const { refused } = await this.recorder.record(received, mapped, context);
    await this.unknown.keep(received, mapped.readings);
    this.counter.count(signal, mapped, { invalid, refused });
    return partialSuccess(invalid, refused);
  }
}

function partialSuccess(invalid: number, refused: ReadonlyMap<number, ItemProblem>): PartialSuccess | undefined {
  const rejected = invalid + refused.size;
  if (rejected === 0) return undefined;
  const reasons = [...new Set([...refused.values()].map(({ detail }) => detail))].slice(0, 3);
  if (invalid > 0) reasons.unshift(`${invalid} without valid ids, times or values`);
  return { rejected, message: reasons.join('; ') };
}
