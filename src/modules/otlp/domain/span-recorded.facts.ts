import { z } from 'zod';
import type { ActivityFactKind } from '../../../events/fact-kind.js';
import { durationMs, freeText, nameText, reportedTime, spanId, traceId } from '../../../events/reported-fields.js';
import { spanKinds, spanStatuses } from '../../../events/span.events.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';

export const spanRecordedInput = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: nameText(200),
  kind: z.enum(spanKinds),
  startedAt: reportedTime,
  durationMs,
  status: z.enum(spanStatuses),
  statusMessage: freeText(2_000).optional(),
  service: nameText(200).optional(),
  attributes: z.record(z.string().max(200), freeText(1_000)),
  droppedAttributes: z.int().nonnegative().optional(),
});
type Span = z.infer<typeof spanRecordedInput>;

/** A span has an id: sent again by a retrying exporter it is known again. */
export const spanRecordedKind: ActivityFactKind<Span> = {
  mode: 'activity',
  type: 'SpanRecorded',
  input: spanRecordedInput,
  stream: (span) => streams.trace(span.traceId),
  naturalKey: (span) => span.spanId,
  record: (span) => ({ type: 'SpanRecorded', data: present(span) }),
};
