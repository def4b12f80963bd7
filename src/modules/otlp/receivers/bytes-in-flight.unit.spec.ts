import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { BytesInFlight, MAX_BYTES_IN_FLIGHT } from './bytes-in-flight.service.js';

const value = async (registry: Registry, name: string) =>
  (await registry.getSingleMetric(name)!.get()).values[0]?.value;

describe('BytesInFlight', () => {
  it('refuses what would exceed the bound, and takes it when there is room again', async () => {
    const registry = new Registry();
    const bytes = new BytesInFlight(registry);
    const [one, two] = [bytes.share(), bytes.share()];
    one.resize(MAX_BYTES_IN_FLIGHT);
    expect(() => two.resize(1)).toThrow(
      expect.objectContaining({ code: 'OTLP_BUSY', fault: 'too_many', retryAfterSeconds: 1 }),
    );
    one.resize(MAX_BYTES_IN_FLIGHT - 1);
    two.resize(1);
    expect(await value(registry, 'orchestrate_otlp_bytes_in_flight')).toBe(MAX_BYTES_IN_FLIGHT);
    expect(await value(registry, 'orchestrate_otlp_busy_total')).toBe(1);
  });

  it('gets everything back once, and nothing is held by who is gone', async () => {
    const registry = new Registry();
    const share = new BytesInFlight(registry).share();
    share.resize(500);
    share.release();
    share.release();
    share.resize(500);
    expect(await value(registry, 'orchestrate_otlp_bytes_in_flight')).toBe(0);
  });
});
