import { DomainError } from '../../kernel/domain-error.js';
import { linkLocal, loopback, Networks, unspecified } from '../../platform/outbound/networks.js';
import type { TracingSettings } from './tracing-settings.js';

/**
 * Refuses addresses that traces must not be sent to: our own, which would take in what it sends without end, and
 * link-local ones, which only the machine itself is to ask: those of cloud providers hand out credentials. Private
 * networks are where collectors usually are, and only administrators decide, so these pass.
 */
export function assertDestination(endpoint: string, settings: TracingSettings): void {
  const url = new URL(endpoint);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const own = [settings.port, settings.otlpHttpPort, settings.otlpGrpcPort].includes(port);
  const here = host === 'localhost' || loopback.includes(host) || unspecified.includes(host) || host === settings.host;
  if (own && here) {
    throw refusal(
      `is this service itself, which receives OTLP on port ${port}; name the collector's or Jaeger's address`,
    );
  }
  if (linkLocal.includes(host) && !new Networks(settings.outboundAllow).includes(host)) {
    throw refusal('is a link-local address; ORCHESTRATE_OUTBOUND_ALLOW names the networks that may be reached');
  }
}

function refusal(message: string): DomainError {
  return new DomainError('TRACE_EXPORT_INVALID', `endpoint ${message}`, {
    fault: 'invalid',
    fields: [{ field: 'endpoint', message }],
  });
}
