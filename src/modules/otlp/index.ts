import type { FactKind } from '../../events/fact-kind.js';
import { spanRecordedKind } from './domain/span-recorded.facts.js';
import { telemetryReceivedKind } from './domain/telemetry-received.facts.js';

/** What only comes over OTLP. */
export const otlpFactKinds: readonly FactKind[] = [spanRecordedKind, telemetryReceivedKind];

export { OtlpModule } from './otlp.module.js';
export { OtlpEdge } from './receivers/otlp-edge.service.js';
export { OtlpReceivers } from './receivers/otlp-receivers.service.js';
