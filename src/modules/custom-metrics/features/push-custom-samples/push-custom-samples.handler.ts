import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CustomMetricEvent } from '../../../../events/custom-metric.events.js';
import { streams } from '../../../../events/streams.js';
import { canonicalJson } from '../../../../kernel/canonical-json.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { Ids } from '../../../../kernel/ids.js';
import type { JsonObject } from '../../../../kernel/json.js';
import { EventFactory } from '../../../../platform/commands/event-factory.js';
import type { AppendRequest, EventLog } from '../../../../platform/event-store/event-log.js';
import { EVENT_LOG, IDS } from '../../../../platform/runtime/tokens.js';
import { derivedId } from '../../../../platform/runtime/uuid-ids.js';
import { CurrentCustomMetrics } from '../../current-custom-metrics.service.js';
import { assertSamples, type PushedSample } from '../../domain/pushed-samples.rules.js';
import { PushCustomSamples } from './push-custom-samples.command.js';
import type { RecordedSamples } from './push-custom-samples.request.js';

type Pushed = Extract<CustomMetricEvent, { readonly type: 'CustomMetricPushed' }>['data'];

/**
 * One event for each metric, on a stream of its own, without reading it. Sent again under the same id, what is recorded
 * already is recognised, and what is not is made up for.
 */
@CommandHandler(PushCustomSamples)
export class PushCustomSamplesHandler implements ICommandHandler<PushCustomSamples> {
  constructor(
    private readonly metrics: CurrentCustomMetrics,
    private readonly events: EventFactory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ samples, pushId, context }: PushCustomSamples): Promise<RecordedSamples> {
    assertSamples(samples, await this.metrics.book());
    const id = pushId ?? this.ids.next();
    const requests = [...byName(samples)].map(([name, own]) => this.requestOf(name, own, id, pushId, context));
    let position: LogPosition | undefined;
    let duplicate = true;
    for (const [index, outcome] of (await this.log.appendMany(requests)).entries()) {
      if (!outcome.ok) throw outcome.error;
      if (outcome.duplicate) await this.assertSame(requests[index]!, outcome.revision, id);
      else duplicate = false;
      if (position === undefined || outcome.position > position) position = outcome.position;
    }
    if (position === undefined) throw new Error('no samples were pushed');
    return { id, samples: samples.length, duplicate, position };
  }

  private requestOf(
    name: string,
    samples: Pushed['samples'],
    id: string,
    pushId: string | undefined,
    context: CommandContext,
  ): AppendRequest {
    const stream = streams.customMetric(name);
    const data: Pushed = { name, samples };
    const event = this.events.create({ type: 'CustomMetricPushed', data: data as unknown as JsonObject }, context, {
      id: derivedId('custom metric push', stream, id),
      contentDigest: createHash('sha1').update(canonicalJson(data)).digest('base64').slice(0, 22),
    });
    return { stream, events: [event], expected: 'any', fresh: pushId === undefined };
  }

  /** Under an id that is known, other values are a mistake of the sender. */
  private async assertSame({ stream, events: [event] }: AppendRequest, revision: bigint, id: string): Promise<void> {
    for await (const recorded of this.log.readStream(stream, { from: revision, to: revision })) {
      if (recorded.meta.contentDigest === event!.meta.contentDigest) return;
      throw new DomainError(
        'ID_REUSED',
        `id ${id} is recorded already with other values, as event ${recorded.id} of ${stream}; the new values were not recorded: send them under an id of their own`,
        { fault: 'conflict', details: { id, existingEventId: recorded.id, stream } },
      );
    }
  }
}

function byName(samples: readonly PushedSample[]): ReadonlyMap<string, Pushed['samples']> {
  const found = new Map<string, Pushed['samples']>();
  for (const { name, labels, value, add } of samples) {
    let own = found.get(name);
    if (!own) found.set(name, (own = []));
    own.push({ labels: { ...labels }, value, ...(add ? { add } : {}) });
  }
  return found;
}
