import { BlockList, isIP } from 'node:net';
import { DomainError } from '../../kernel/domain-error.js';
import type { TracingSettings } from './tracing-settings.js';

/** Addresses that only the machine itself is to ask: those of cloud providers hand out credentials. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('0.0.0.0', 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addAddress('::', 'ipv6');

/**
 * Refuses addresses that traces must not be sent to: our own, which would take in what it sends without end, and
 * link-local ones. Private networks are where collectors usually are, and only administrators decide, so these pass.
 */
export function assertDestination(endpoint: string, settings: TracingSettings): void {
  const url = new URL(endpoint);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const own = [settings.port, settings.otlpHttpPort, settings.otlpGrpcPort].includes(port);
  if (own && (host === 'localhost' || contains(loopback, host) || host === settings.host)) {
    throw refusal(
      `is this service itself, which receives OTLP on port ${port}; name the collector's or Jaeger's address`,
    );
  }
  if (contains(linkLocal, host) && !contains(networks(settings.outboundAllow), host)) {
    throw refusal('is a link-local address; ORCHESTRATE_OUTBOUND_ALLOW names the networks that may be reached');
  }
}

function contains(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits = ''] = cidr.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

function refusal(message: string): DomainError {
  return new DomainError('TRACE_EXPORT_INVALID', `endpoint ${message}`, {
    fault: 'invalid',
    fields: [{ field: 'endpoint', message }],
  });
}
