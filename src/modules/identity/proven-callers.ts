import type { Clock } from '../../kernel/clock.js';
import { callerOfAddress } from './caller-address.js';

const REMEMBERED_MS = 60 * 60_000;

/**
 * Which keys have lately been used from which addresses. Someone else's failures at the same address (an agent with
 * an old key, a proxy that hides everybody) must not lock out a caller that has proven itself there.
 */
export class ProvenCallers {
  private readonly lastUse = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly maxEntries = 10_000,
  ) {}

  remember(ip: string, keyId: string): void {
    const entry = entryOf(ip, keyId);
    // Set again, so that the map's order is the order of last use.
    this.lastUse.delete(entry);
    this.lastUse.set(entry, this.clock.now().getTime());
    if (this.lastUse.size <= this.maxEntries) return;
    for (const oldest of this.lastUse.keys()) {
      this.lastUse.delete(oldest);
      break;
    }
  }

  knows(ip: string, keyId: string): boolean {
    const at = this.lastUse.get(entryOf(ip, keyId));
    return at !== undefined && this.clock.now().getTime() - at < REMEMBERED_MS;
  }
}

const entryOf = (ip: string, keyId: string) => `${callerOfAddress(ip)} ${keyId}`;
