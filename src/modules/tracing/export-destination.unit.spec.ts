import { describe, expect, it } from 'vitest';
import { assertDestination } from './export-destination.js';

const settings = {
  roles: [],
  serviceName: 'ours',
  host: '10.1.2.3',
  port: 4040,
  otlpHttpPort: 4318,
  otlpGrpcPort: 4317,
  outboundAllow: [],
};

describe('where traces may go', () => {
  it.each(['http://127.0.0.1:4319/', 'http://10.0.0.5:4318/', 'http://jaeger:4318/', 'https://127.0.0.1/'])(
    'may be %s',
    (endpoint) => {
      expect(() => assertDestination(endpoint, settings)).not.toThrow();
    },
  );

  it.each([
    'http://127.0.0.1:4318/',
    'http://localhost:4040/',
    'http://[::1]:4317/',
    'http://0.0.0.0:4318/',
    'http://10.1.2.3:4318/',
  ])('is not this service: %s', (endpoint) => {
    expect(() => assertDestination(endpoint, settings)).toThrow(/is this service itself/);
  });

  it('is no link-local address, unless its network is allowed', () => {
    for (const endpoint of ['http://169.254.169.254/v1/traces', 'http://[fe80::1]:4318/v1/traces']) {
      expect(() => assertDestination(endpoint, settings)).toThrow(/link-local/);
      const outboundAllow = ['169.254.169.0/24', 'fe80::1/128'];
      expect(() => assertDestination(endpoint, { ...settings, outboundAllow })).not.toThrow();
    }
  });
});
