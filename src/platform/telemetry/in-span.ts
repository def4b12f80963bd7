import { type Attributes, context, createContextKey, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { DomainError } from '../../kernel/domain-error.js';
import { redactText } from './redact-secrets.js';

const tracer = trace.getTracer('orchestrate-monitor');
const MAX_MESSAGE_CHARS = 300;
/** The SDK makes no span in a context that has this. */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

export interface SpanDescription {
  readonly attributes?: Attributes;
}

/**
 * Does the work in a span of its own, below the one at hand: what is logged in it bears its ids, whether or not it is
 * recorded. A refusal is an answer and no failure.
 */
export function inSpan<Result>(
  name: string,
  { attributes = {} }: SpanDescription,
  work: () => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      tellFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Does what is not worth a span: looks that are taken every second, and the sending of spans itself. */
export function untraced<Result>(work: () => Result): Result {
  return context.with(context.active().setValue(SUPPRESS_TRACING, true), work);
}

/** What went wrong in the work that a span stands for. */
export function tellFailure(span: Span, error: unknown): void {
  if (!span.isRecording()) return;
  if (error instanceof DomainError && error.fault !== 'unavailable') {
    span.setAttribute('error.type', error.code);
    return;
  }
  span.setAttribute('error.type', error instanceof DomainError ? error.code : nameOf(error));
  const message = redactText(error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE_CHARS);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER';
}
