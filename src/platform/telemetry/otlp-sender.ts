import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { untraced } from './in-span.js';

const TIMEOUT_MS = 10_000;
/** Answers that the same spans would get again, however often they were sent. */
const NEVER = new Set([400, 413, 422]);

/** The receiver cannot take these spans, and never will. */
class SpansRefused extends Error {
  override readonly name = 'SpansRefused';
}

/** Whether the receiver would refuse these spans however often they were sent. */
export function isRefusedForGood(error: unknown): boolean {
  return error instanceof Error && error.name === 'SpansRefused';
}

/** Sends spans to one address, by OTLP over HTTP as protobuf. What may pass is tried again for ten seconds. */
export class OtlpSender {
  private readonly exporter: OTLPTraceExporter;

  constructor(endpoint: string) {
    this.exporter = new OTLPTraceExporter({ url: endpoint, timeoutMillis: TIMEOUT_MS });
  }

  /** Resolves when the receiver has taken them. */
  send(spans: readonly ReadableSpan[]): Promise<void> {
    return new Promise((resolve, reject) => {
      // Or else sending spans would make spans to be sent.
      untraced(() => {
        this.exporter.export([...spans], ({ code, error }) => (code === 0 ? resolve() : reject(failure(error))));
      });
    });
  }

  async close(): Promise<void> {
    await this.exporter.shutdown();
  }
}

function failure(error: Error | undefined): Error {
  const status = (error as { code?: unknown } | undefined)?.code;
  const told = error?.message.trim() ? error.message : 'the receiver did not answer';
  const message = typeof status === 'number' ? `${told} (HTTP ${status})` : told;
  return typeof status === 'number' && NEVER.has(status)
    ? new SpansRefused(message, { cause: error })
    : new Error(message, { cause: error });
}
