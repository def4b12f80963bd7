import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DomainError } from '../../../kernel/domain-error.js';
import { METRICS_REGISTRY } from '../../../platform/runtime/tokens.js';

/** Messages held at once, all receivers together. Decoded they take several times as much. */
export const MAX_BYTES_IN_FLIGHT = 32 * 1024 * 1024;

/** Exporters wait longer by themselves when they are refused again. */
const RETRY_AFTER_S = 1;

/** What one request holds. */
export interface Share {
  /** Sets how much it is. Throws OTLP_BUSY when there is no room for more than before. */
  resize(bytes: number): void;
  /** Gives everything back; further calls do nothing. */
  release(): void;
}

/** Bounds the memory that telemetry under way takes: beyond, exporters are told to come again, and keep what they have. */
@Injectable()
export class BytesInFlight {
  private held = 0;
  private readonly refusals: Counter;

  constructor(@Inject(METRICS_REGISTRY) registry: Registry) {
    const read = () => this.held;
    new Gauge({
      name: 'orchestrate_otlp_bytes_in_flight',
      help: `Bytes of OTLP messages being received or recorded; at most ${MAX_BYTES_IN_FLIGHT}.`,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
    this.refusals = new Counter({
      name: 'orchestrate_otlp_busy_total',
      help: 'OTLP exports refused because too much was in flight; exporters send them again.',
      registers: [registry],
    });
  }

  share(): Share {
    let mine = 0;
    let released = false;
    return {
      resize: (bytes) => {
        if (released) return;
        if (bytes > mine && this.held - mine + bytes > MAX_BYTES_IN_FLIGHT) throw this.busy();
        this.held += bytes - mine;
        mine = bytes;
      },
      release: () => {
        this.held -= mine;
        mine = 0;
        released = true;
      },
    };
  }

  private busy(): DomainError {
    this.refusals.inc();
    return new DomainError('OTLP_BUSY', 'too much telemetry is being received at once; send it again', {
      fault: 'too_many',
      retryAfterSeconds: RETRY_AFTER_S,
    });
  }
}
