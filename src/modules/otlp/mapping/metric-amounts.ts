import type { TelemetryAmount } from '../../../events/telemetry.events.js';
import type { OtlpMetricPoint } from '../otlp-records.js';
import { textIn } from './attribute-reading.js';

/** By the `type` of their points: Claude Code's input leaves out what came from or went to a cache. */
const claudeCodeTokens: Readonly<Record<string, TelemetryAmount>> = {
  input: 'input_tokens',
  cacheRead: 'input_tokens',
  cacheCreation: 'input_tokens',
  output: 'output_tokens',
};

/** What a point of an agent's own counters adds up, as events tell of the same; undefined for every other metric. */
export function metricAmount({ name, kind, attributes }: OtlpMetricPoint): TelemetryAmount | undefined {
  if (kind !== 'sum') return undefined;
  switch (name) {
    case 'claude_code.token.usage':
      return claudeCodeTokens[textIn(attributes, 'type') ?? ''];
    case 'claude_code.cost.usage':
      return 'cost_usd';
    default:
      return undefined;
  }
}
