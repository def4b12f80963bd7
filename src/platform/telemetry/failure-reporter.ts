import type { DiagLogger } from '@opentelemetry/api';
import { redactText } from './redact-secrets.js';
import type { Logger } from './logger.js';

const QUIET_MS = 10 * 60_000;

/**
 * What the tracing SDK complains about, as at most one warning in ten minutes: a collector that is away for a night must
 * not fill the log. How many complaints were kept back is said with the next one.
 */
export function failureReporter(logger: Pick<Logger, 'warn'>, now: () => number = () => performance.now()): DiagLogger {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let keptBack = 0;
  const report = (message: string): void => {
    if (now() < quietUntil) {
      keptBack += 1;
      return;
    }
    logger.warn({ reason: firstWords(message), keptBack }, 'traces are not reaching their collector');
    quietUntil = now() + QUIET_MS;
    keptBack = 0;
  };
  return { error: report, warn: report, info: () => {}, debug: () => {}, verbose: () => {} };
}

/** The SDK passes an error as JSON with its stack; its message is enough. */
function firstWords(complaint: string): string {
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(complaint)?.[1] ?? complaint;
  return redactText(message).slice(0, 300);
}
