import type { FactKind } from '../../events/fact-kind.js';
import { spanRecordedKind } from './domain/span-recorded.facts.js';

/** What only comes over OTLP. */
export const otlpFactKinds: readonly FactKind[] = [spanRecordedKind];

export { OtlpModule } from './otlp.module.js';
