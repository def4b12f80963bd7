import { context, propagation } from '@opentelemetry/api';

/** W3C trace context of the work at hand; undefined outside of any. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
