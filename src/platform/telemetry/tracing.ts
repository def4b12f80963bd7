import { register } from 'node:module';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { isUntraced } from '../outbound/untraced.js';
import { failureReporter } from './failure-reporter.js';
import type { Logger } from './logger.js';
import { isUntracedPath, OwnSpans, type TraceTarget } from './own-spans.js';
import { StoreInstrumentations } from './store-instrumentations.js';

export interface TracingOptions {
  readonly serviceName: string;
  /** Collector for our own traces. Undefined: requests get trace ids, and nothing is recorded or sent. */
  readonly otlpEndpoint: string | undefined;
  readonly logger: Logger;
}

/** Packages that are only seen when loaded as ES modules; everything else is left unwrapped, which keeps the start fast. */
const HOOKED_MODULES = ['http', 'https', 'pg', 'pg-pool', 'ioredis', 'fastify'];
const STOP_TIMEOUT_MS = 2_000;

let stop: (() => Promise<void>) | undefined;
let switchable: { readonly spans: OwnSpans; readonly stores: StoreInstrumentations } | undefined;

/**
 * Starts tracing; call once, before any instrumented package is loaded. Without an endpoint this is the cheap path:
 * incoming traces are continued and new ones get ids, so that logs, problem documents and events can name them, but no
 * span is recorded and no exporter is even loaded, until `exportOwnSpans` names a target.
 */
export async function startTracing(options: TracingOptions): Promise<void> {
  if (stop !== undefined) return;
  stop = options.otlpEndpoint === undefined ? startSwitchable(options) : await startExporting(options);
}

/**
 * Sends the spans of this process there from now on, or nowhere. False: they go where the environment says, or tracing
 * was not started, so that nothing has changed.
 */
export async function exportOwnSpans(target: TraceTarget | undefined): Promise<boolean> {
  if (switchable === undefined) return false;
  const { spans, stores } = switchable;
  if (target !== undefined) stores.enable();
  await spans.exportTo(target);
  if (target === undefined) stores.disable();
  return true;
}

/** What became of this process's spans; undefined where they are not ours to send. */
export function ownSpans(): Pick<OwnSpans, 'tally' | 'queued' | 'target'> | undefined {
  return switchable?.spans;
}

/** Sends what is left, for at most two seconds, and stops. Never throws: a lost trace must not fail a shutdown. */
export async function stopTracing(): Promise<void> {
  const stopping = stop?.().catch(() => undefined);
  stop = undefined;
  if (stopping === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS)));
  await Promise.race([stopping, patience]);
  clearTimeout(timer);
}

function startSwitchable({ serviceName }: TracingOptions): () => Promise<void> {
  const spans = new OwnSpans();
  const provider = new NodeTracerProvider({
    sampler: spans,
    spanProcessors: [spans],
    resource: resourceFromAttributes({ 'service.name': serviceName }),
  });
  provider.register();
  const unregister = registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true })],
  });
  const stores = new StoreInstrumentations(provider);
  switchable = { spans, stores };
  return async () => {
    switchable = undefined;
    stores.disable();
    unregister();
    await provider.shutdown();
  };
}

async function startExporting({ logger, serviceName }: TracingOptions): Promise<() => Promise<void>> {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: HOOKED_MODULES } });
  const [{ NodeSDK }, { getNodeAutoInstrumentations }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/auto-instrumentations-node'),
  ]);
  // The SDK reads the endpoint, headers, protocol, sampler, service name and batch sizes from the OTEL_* variables.
  const sdk = new NodeSDK({
    serviceName,
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      getNodeAutoInstrumentations({
        '@opentelemetry/instrumentation-fs': { enabled: false },
        '@opentelemetry/instrumentation-dns': { enabled: false },
        '@opentelemetry/instrumentation-net': { enabled: false },
        '@opentelemetry/instrumentation-pino': { enabled: false },
        '@opentelemetry/instrumentation-runtime-node': { enabled: false },
        '@opentelemetry/instrumentation-http': {
          ignoreIncomingRequestHook: ({ url = '' }) => isUntracedPath(url),
          ignoreOutgoingRequestHook: isUntraced,
        },
        '@opentelemetry/instrumentation-pg': { requireParentSpan: true },
        '@opentelemetry/instrumentation-ioredis': { requireParentSpan: true },
      }),
    ],
  });
  sdk.start();
  // After start(), which may set a logger of its own.
  diag.setLogger(failureReporter(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return () => sdk.shutdown();
}
