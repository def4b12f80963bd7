import type { JsonObject } from '../../../kernel/json.js';
import { present } from '../../../kernel/present.js';
import { REDACTED } from '../../../kernel/redaction.js';
import { isSecretName } from '../../../kernel/secret-names.js';
import type { OtlpAttributes, OtlpSpan, OtlpValue } from '../otlp-records.js';
import { textIn } from './attribute-reading.js';
import { isContentAttribute } from './content-attributes.js';
import type { MappedFact } from './telemetry-mapper.js';

const MAX_ATTRIBUTES = 48;
const MAX_NAME_CHARS = 200;
const MAX_VALUE_CHARS = 1_000;

/** A span as a fact of its own. What would fill the log without telling more is cut, content is left out unless kept. */
export function spanFact(span: OtlpSpan, keepContent = false): MappedFact {
  const { kept, dropped } = attributesOf(span.attributes, keepContent);
  const data = present({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: clean(span.name, MAX_NAME_CHARS) || 'unnamed',
    kind: span.kind,
    startedAt: new Date(span.startMs).toISOString(),
    durationMs: span.endMs - span.startMs,
    status: span.status.code,
    statusMessage: span.status.message === '' ? undefined : clean(span.status.message, 2_000),
    service: textIn(span.resource, 'service.name')?.slice(0, MAX_NAME_CHARS),
    attributes: kept,
    droppedAttributes: dropped > 0 ? dropped : undefined,
  });
  return { type: 'SpanRecorded', data: data as JsonObject, occurredAt: new Date(span.endMs).toISOString() };
}

function attributesOf(
  attributes: OtlpAttributes,
  keepContent: boolean,
): { readonly kept: Record<string, string>; readonly dropped: number } {
  const kept: Record<string, string> = {};
  let [count, dropped] = [0, 0];
  for (const [name, value] of Object.entries(attributes)) {
    const isLeftOut = isContentAttribute(name) && !keepContent;
    if (isLeftOut || count >= MAX_ATTRIBUTES || name.length > MAX_NAME_CHARS) {
      dropped += 1;
    } else {
      count += 1;
      kept[name] = isSecretName(name) ? REDACTED : clean(textOf(value), MAX_VALUE_CHARS);
    }
  }
  return { kept, dropped };
}

function textOf(value: OtlpValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Without control characters and half characters, cut to what is kept. */
function clean(text: string, max: number): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, '');
}
