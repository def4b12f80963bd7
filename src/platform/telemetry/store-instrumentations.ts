import { createRequire } from 'node:module';
import type { TracerProvider } from '@opentelemetry/api';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';

/**
 * Spans of statements and Redis commands within other spans. To be made before the packages are loaded, so that it sees
 * them come; no call is wrapped until that is asked for.
 */
export class StoreInstrumentations {
  private readonly made = [
    new PgInstrumentation({ requireParentSpan: true }),
    new IORedisInstrumentation({ requireParentSpan: true }),
  ];

  constructor(provider: TracerProvider) {
    for (const one of this.made) {
      one.setTracerProvider(provider);
      one.disable();
    }
  }

  enable(): void {
    for (const one of this.made) one.enable();
    // Who imports a package as a module is not seen; what it gets is the same object.
    const require = createRequire(import.meta.url);
    for (const name of ['pg', 'ioredis']) require(name);
  }

  disable(): void {
    for (const one of this.made) one.disable();
  }
}
