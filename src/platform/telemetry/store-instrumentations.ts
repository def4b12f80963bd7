import { createRequire } from 'node:module';
import type { TracerProvider } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';

/**
 * Spans of statements and Redis commands within other spans. Made when they are first asked for: until then no call is
 * wrapped. The packages are loaded already, and are wrapped when they are required once more.
 */
export class StoreInstrumentations {
  private made: readonly Instrumentation[] | undefined;

  constructor(private readonly provider: TracerProvider) {}

  async enable(): Promise<void> {
    if (this.made !== undefined) return this.made.forEach((one) => one.enable());
    const [{ PgInstrumentation }, { IORedisInstrumentation }] = await Promise.all([
      import('@opentelemetry/instrumentation-pg'),
      import('@opentelemetry/instrumentation-ioredis'),
    ]);
    this.made = [
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true }),
    ];
    for (const one of this.made) one.setTracerProvider(this.provider);
    const require = createRequire(import.meta.url);
    for (const name of ['pg', 'pg-pool', 'ioredis']) require(name);
  }

  disable(): void {
    this.made?.forEach((one) => one.disable());
  }
}
