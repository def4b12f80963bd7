import { context, trace } from '@opentelemetry/api';
import type { LogPosition, NewEvent, RecordedEvent } from '../../kernel/event.js';
import { inSpan, tellFailure } from '../telemetry/in-span.js';
import type {
  AppendOptions,
  AppendOutcome,
  AppendRequest,
  AppendResult,
  EventLog,
  EventLogCapabilities,
  EventLogHealth,
  Page,
  ReadAllOptions,
  ReadStreamOptions,
  StreamInfo,
  SubscribeOptions,
  SubscriptionItem,
} from './event-log.js';

const tracer = trace.getTracer('orchestrate-monitor');

/** The log, with a span for each append and each read. Subscriptions have none: they last as long as the process. */
export function tracedEventLog(log: EventLog): EventLog {
  return new TracedEventLog(log);
}

class TracedEventLog implements EventLog {
  constructor(private readonly log: EventLog) {}

  get capabilities(): EventLogCapabilities {
    return this.log.capabilities;
  }

  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    const attributes = { 'event_log.stream': stream, 'event_log.events': events.length };
    return inSpan('event_log.append', { attributes }, () => this.log.append(stream, events, options));
  }

  appendMany(
    requests: readonly AppendRequest[],
    options?: { signal?: AbortSignal },
  ): Promise<readonly AppendOutcome[]> {
    const attributes = { 'event_log.appends': requests.length };
    return inSpan('event_log.append_many', { attributes }, () => this.log.appendMany(requests, options));
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent> {
    const span = tracer.startSpan('event_log.read_stream', { attributes: { 'event_log.stream': stream } });
    const within = trace.setSpan(context.active(), span);
    const events = this.log.readStream(stream, options)[Symbol.asyncIterator]();
    try {
      for (;;) {
        // The consumer's work between two events is not part of the read.
        const next = await context.with(within, () => events.next());
        if (next.done) return;
        yield next.value;
      }
    } catch (error) {
      tellFailure(span, error);
      throw error;
    } finally {
      await events.return?.();
      span.end();
    }
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    const attributes = { 'event_log.streams': streams.length };
    return inSpan('event_log.read_streams', { attributes }, () => this.log.readStreams(streams));
  }

  readAll(options: ReadAllOptions): Promise<Page> {
    return inSpan('event_log.read_all', {}, () => this.log.readAll(options));
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    return this.log.subscribe(options);
  }

  logId(): Promise<string> {
    return this.log.logId();
  }

  head(): Promise<LogPosition | undefined> {
    return this.log.head();
  }

  streamInfo(stream: string): Promise<StreamInfo> {
    return this.log.streamInfo(stream);
  }

  health(): Promise<EventLogHealth> {
    return this.log.health();
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
