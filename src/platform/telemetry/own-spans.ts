import { type Attributes, type Context, type SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import {
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { ExportTally } from './export-tally.js';
import type { OtlpSender } from './otlp-sender.js';
import { SpanOutbox } from './span-outbox.js';
import { traceSampling } from './trace-sampling.js';

/** Where spans go, and which part of all traces. */
export interface TraceTarget {
  readonly endpoint: string;
  readonly sampleRate: number;
}

interface Open {
  readonly target: TraceTarget;
  readonly isSampled: (traceId: string) => boolean;
  readonly sender: OtlpSender;
  readonly outbox: SpanOutbox;
}

const nothing: SamplingResult = { decision: SamplingDecision.NOT_RECORD };
const recorded: SamplingResult = { decision: SamplingDecision.RECORD };
const sampled: SamplingResult = { decision: SamplingDecision.RECORD_AND_SAMPLED };

/**
 * The spans of this process: recorded and sent while there is a target, and else not even recorded, which costs a look
 * at a variable. While there is one, spans of traces that are not sampled are recorded too: whether a span failed, and
 * is sent all the same, is known at its end.
 */
export class OwnSpans implements Sampler, SpanProcessor {
  readonly tally = new ExportTally();
  private open: Open | undefined;
  private changing: Promise<void> = Promise.resolve();
  /** What still goes to former targets. */
  private leaving: Promise<unknown> = Promise.resolve();

  get target(): TraceTarget | undefined {
    return this.open?.target;
  }

  get queued(): number {
    return this.open?.outbox.size ?? 0;
  }

  /** From now on; what waits for the former target is still sent there, and not waited for. Undefined: nowhere. */
  exportTo(target: TraceTarget | undefined): Promise<void> {
    this.changing = this.changing.then(() => this.change(target));
    return this.changing;
  }

  shouldSample(
    context: Context,
    traceId: string,
    _name: string,
    _kind: SpanKind,
    attributes: Attributes,
  ): SamplingResult {
    if (this.open === undefined || isUntraced(attributes) || isWithinUnrecorded(context)) return nothing;
    return this.open.isSampled(traceId) ? sampled : recorded;
  }

  onStart(): void {
    // What counts is known at the end.
  }

  onEnd(span: ReadableSpan): void {
    const isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
    if (isSampled || span.status.code === SpanStatusCode.ERROR) this.open?.outbox.add(span);
  }

  async forceFlush(): Promise<void> {
    await Promise.all([this.open?.outbox.flush(), this.leaving]);
  }

  async shutdown(): Promise<void> {
    await this.exportTo(undefined);
    await this.leaving;
  }

  private async change(target: TraceTarget | undefined): Promise<void> {
    const former = this.open;
    const same = former?.target.endpoint === target?.endpoint && former?.target.sampleRate === target?.sampleRate;
    if (same) return;
    this.open = target && (await opened(target, this.tally));
    if (former) this.leaving = Promise.all([this.leaving, leave(former)]);
  }
}

/** Never rejects: what is lost on the way is counted. */
async function leave({ outbox, sender }: Open): Promise<void> {
  await outbox.flush();
  await sender.close().catch(() => undefined);
}

/** Health checks and scrapes come every few seconds and tell nothing. */
const UNTRACED = /^\/(healthz|readyz|metrics|api\/metrics)(\?|$)/;

function isUntraced(attributes: Attributes): boolean {
  const path = attributes['url.path'] ?? attributes['http.target'];
  return typeof path === 'string' && isUntracedPath(path);
}

/** Whether requests for this path make no spans. */
export function isUntracedPath(path: string): boolean {
  return UNTRACED.test(path);
}

/** A span of this process that is not recorded; of others, only we know whether ours are. */
function isWithinUnrecorded(context: Context): boolean {
  const parent = trace.getSpan(context);
  return parent !== undefined && !parent.isRecording() && parent.spanContext().isRemote !== true;
}

/** The exporter is loaded when there is something to export to. */
async function opened(target: TraceTarget, tally: ExportTally): Promise<Open> {
  const { OtlpSender } = await import('./otlp-sender.js');
  const sender = new OtlpSender(target.endpoint);
  const outbox = new SpanOutbox({ sender, tally });
  return { target, isSampled: traceSampling(target.sampleRate), sender, outbox };
}
