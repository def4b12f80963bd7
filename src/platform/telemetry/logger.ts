import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, destination, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { redactSecrets, redactText } from './redact-secrets.js';

/** Structured log: `logger.info({ port }, 'listening')`. Errors go under `err`. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: string;
  /** Named on every line as `service`. */
  readonly serviceName?: string;
  /** Where the lines go. Default: standard error, so that standard output stays readable for people. */
  readonly stream?: DestinationStream;
}

/**
 * One JSON object a line: `level` as a word, `time` in RFC 3339, `msg`, `trace_id` and `span_id` of the work at hand.
 * Lines are written synchronously, so that the last words before a crash are not lost. Secrets are taken out by field
 * name and by shape, at any depth.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: { ...(options.serviceName === undefined ? {} : { service: options.serviceName }), pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactSecrets(fields) as Record<string, unknown>,
      },
      // Already turned into plain fields, without their secrets, by the formatter above.
      serializers: { err: (value: unknown) => value },
      mixin: currentTrace,
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? redactText(arg) : arg)) as typeof args);
        },
      },
    },
    options.stream ?? destination({ fd: 2, sync: true }),
  );
}

/** Ids of the trace and span that the current work belongs to; empty outside of any. */
export function currentTrace(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
