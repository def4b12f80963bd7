import { connect, type Socket } from 'node:net';
import { guardedLookup, type Resolver, systemResolver } from './guarded-lookup.js';
import { outboundError, OutboundFailure, OutboundRefused } from './outbound-failure.js';
import type { OutboundPolicy } from './outbound-policy.js';

export interface OutboundTarget {
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

/** Connects to hosts that users named, for protocols other than HTTP; judged like those. */
export class OutboundSockets {
  constructor(
    readonly policy: OutboundPolicy,
    private readonly resolve: Resolver = systemResolver,
  ) {}

  /** Throws OutboundRefused or OutboundFailure. */
  async connect({ host, port, signal }: OutboundTarget): Promise<Socket> {
    const problem = this.policy.problemOfHost(host);
    if (problem !== undefined) throw new OutboundRefused(problem);
    const socket = connect({ host, port, lookup: guardedLookup(this.policy, this.resolve), signal });
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('error', (error) => reject(signal.aborted ? new OutboundFailure('ABORTED') : outboundError(error)));
    });
  }
}
