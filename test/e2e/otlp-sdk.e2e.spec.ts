import { credentials, Metadata } from '@grpc/grpc-js';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPMetricExporter as GrpcMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonMetricExporter,
} from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let headers: Record<string, string>;
let grpc: { readonly url: string; readonly metadata: Metadata };
beforeAll(async () => {
  service = await startTestService({ env: { ORCHESTRATE_OTLP_GRPC_PORT: '0' } });
  headers = { authorization: `Bearer ${await service.createKey('reporter')}` };
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  grpc = { url: `http://127.0.0.1:${service.app.get(OtlpReceivers).portOf('otlp-grpc')}`, metadata };
});
afterAll(() => service.close());

const protocols = ['http/protobuf', 'http/json', 'grpc'] as const;
type Protocol = (typeof protocols)[number];

function metricExporter(
  protocol: Protocol,
  temporalityPreference: AggregationTemporalityPreference,
): PushMetricExporter {
  const http = { url: `${service.url}/v1/metrics`, headers, temporalityPreference };
  switch (protocol) {
    case 'http/protobuf':
      return new ProtobufMetricExporter(http);
    case 'http/json':
      return new JsonMetricExporter(http);
    case 'grpc':
      return new GrpcMetricExporter({ ...grpc, credentials: credentials.createInsecure(), temporalityPreference });
  }
}

function traceExporter(protocol: Protocol): SpanExporter {
  const http = { url: `${service.url}/v1/traces`, headers };
  switch (protocol) {
    case 'http/protobuf':
      return new ProtobufTraceExporter(http);
    case 'http/json':
      return new JsonTraceExporter(http);
    case 'grpc':
      return new GrpcTraceExporter({ ...grpc, credentials: credentials.createInsecure() });
  }
}

describe('metrics of the official SDK', () => {
  it.each(
    protocols.flatMap((protocol) => [
      [protocol, 'deltas', AggregationTemporalityPreference.DELTA] as const,
      [protocol, 'totals', AggregationTemporalityPreference.CUMULATIVE] as const,
    ]),
  )('over %s add up to the same when they are sent as %s', async (protocol, told, temporality) => {
    const session = `m-${protocol.replace('/', '-')}-${told}`;
    const provider = new MeterProvider({
      resource: resourceFromAttributes({ 'service.name': 'claude-code' }),
      readers: [
        new PeriodicExportingMetricReader({
          exporter: metricExporter(protocol, temporality),
          exportIntervalMillis: 3_600_000,
        }),
      ],
    });
    const counter = provider.getMeter('com.anthropic.claude_code').createCounter('claude_code.token.usage');
    for (const tokens of [100, 20, 3]) {
      counter.add(tokens, { 'session.id': session, type: 'input', model: 'claude-sonnet-4-5' });
      await provider.forceFlush();
    }
    await provider.shutdown();
    const position = await service.runtime.log.head();
    const { body } = await service.get(`/api/telemetry/coverage?agentId=${session}&minPosition=${position}`);
    expect(body.items).toMatchObject([{ agentId: session, metrics: { inputTokens: 123, tokens: 123 } }]);
  });
});

describe('traces of the official SDK', () => {
  it.each(protocols)('over %s become a run with its calls, and the requests below them', async (protocol) => {
    const session = `t-${protocol.replace('/', '-')}`;
    const provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'story-agents' }),
      spanProcessors: [new SimpleSpanProcessor(traceExporter(protocol))],
    });
    const tracer = provider.getTracer('story-agents', '1.0.0');
    const run = tracer.startSpan('invoke_agent developer', {
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'developer',
        'gen_ai.conversation.id': session,
      },
    });
    const inRun = trace.setSpan(context.active(), run);
    const chat = tracer.startSpan(
      'chat gpt-5.4',
      {
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'gpt-5.4',
          'gen_ai.conversation.id': session,
          'gen_ai.usage.input_tokens': 1_000,
          'gen_ai.usage.output_tokens': 40,
        },
      },
      inRun,
    );
    chat.end();
    const tool = tracer.startSpan(
      'execute_tool fetch',
      {
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'fetch',
          'gen_ai.conversation.id': session,
        },
      },
      inRun,
    );
    const request = tracer.startSpan(
      'GET',
      { attributes: { 'http.request.method': 'GET', 'url.full': 'https://example.com/stories?page=1' } },
      trace.setSpan(inRun, tool),
    );
    request.setStatus({ code: SpanStatusCode.ERROR, message: 'status 503' });
    request.end();
    tool.end();
    run.end();
    await provider.forceFlush();
    await provider.shutdown();

    const { traceId } = run.spanContext();
    const position = await service.runtime.log.head();
    const { status, body } = await service.get(`/api/traces/${traceId}?minPosition=${position}`);
    expect(status).toBe(200);
    const spans = new Map(body.spans.map((span: { spanId: string }) => [span.spanId, span]));
    expect([...spans.keys()].sort()).toEqual(
      [run, chat, tool, request].map((span) => span.spanContext().spanId).sort(),
    );
    expect(spans.get(run.spanContext().spanId)).toMatchObject({ name: 'agent_execution', parentSpanId: null });
    expect(spans.get(chat.spanContext().spanId)).toMatchObject({
      name: 'api_call',
      parentSpanId: run.spanContext().spanId,
      attributes: { model: 'gpt-5.4' },
    });
    expect(spans.get(tool.spanContext().spanId)).toMatchObject({
      name: 'tool_call',
      parentSpanId: run.spanContext().spanId,
      attributes: { tool_name: 'fetch' },
    });
    expect(spans.get(request.spanContext().spanId)).toMatchObject({
      name: 'http_request',
      parentSpanId: tool.spanContext().spanId,
      status: 'error',
      attributes: { method: 'GET', path: '/stories' },
    });
  });
});
