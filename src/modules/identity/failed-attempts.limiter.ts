import type { Clock } from '../../kernel/clock.js';
import { callerOfAddress } from './caller-address.js';

export interface FailedAttemptsOptions {
  /** Failures that a caller may make within one window. */
  readonly limit: number;
  readonly windowMs: number;
  /** Callers remembered; beyond, the one whose window began first is forgotten. */
  readonly maxCallers: number;
}

interface Window {
  readonly endsAt: number;
  failures: number;
}

const defaults: FailedAttemptsOptions = { limit: 10, windowMs: 60_000, maxCallers: 10_000 };

/**
 * Counts false keys per client address. The window begins with the first failure; at its limit, the caller is turned
 * away until the window ends, and attempts made meanwhile do not lengthen it. In memory and per replica: N replicas
 * allow N times as many, which against 256-bit keys is nothing.
 */
export class FailedAttempts {
  private readonly windows = new Map<string, Window>();
  private readonly options: FailedAttemptsOptions;

  constructor(
    private readonly clock: Clock,
    options: Partial<FailedAttemptsOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
  }

  /** Whole seconds until the caller may try again; 0 when it may now. */
  blockedSeconds(ip: string): number {
    const window = this.current(callerOfAddress(ip));
    if (!window || window.failures < this.options.limit) return 0;
    return Math.max(1, Math.ceil((window.endsAt - this.now()) / 1_000));
  }

  recordFailure(ip: string): void {
    const caller = callerOfAddress(ip);
    const window = this.current(caller);
    if (window) {
      window.failures++;
      return;
    }
    if (this.windows.size >= this.options.maxCallers) {
      for (const oldest of this.windows.keys()) {
        this.windows.delete(oldest);
        break;
      }
    }
    this.windows.set(caller, { endsAt: this.now() + this.options.windowMs, failures: 1 });
  }

  private current(caller: string): Window | undefined {
    const window = this.windows.get(caller);
    if (window && window.endsAt > this.now()) return window;
    this.windows.delete(caller);
    return undefined;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
