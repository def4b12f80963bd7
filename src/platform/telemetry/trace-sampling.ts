import { ROOT_CONTEXT } from '@opentelemetry/api';
import { SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-node';

/**
 * Whether a trace is among the part that is kept. By its id alone, so that every replica, and every span of the trace,
 * is decided alike; whoever samples by OpenTelemetry's ratio keeps the same ones.
 */
export function traceSampling(rate: number): (traceId: string) => boolean {
  const sampler = new TraceIdRatioBasedSampler(rate);
  return (traceId) => sampler.shouldSample(ROOT_CONTEXT, traceId).decision !== SamplingDecision.NOT_RECORD;
}
