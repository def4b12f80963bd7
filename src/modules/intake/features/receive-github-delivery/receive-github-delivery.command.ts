import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

/** A delivery of GitHub whose signature was checked. */
export interface GithubDelivery {
  /** GitHub's id of it: the same when it is delivered again. */
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

export interface DeliveredFact {
  readonly id: string;
  readonly type: string;
  readonly status: 'accepted' | 'duplicate';
  readonly flags?: readonly string[];
}

export interface ReceivedGithubDelivery {
  readonly delivery: string;
  readonly event: string;
  /** What the delivery stands for. */
  readonly facts: readonly DeliveredFact[];
  readonly position: LogPosition;
}

/** Records what a delivery stands for; delivered again, it changes nothing. */
export class ReceiveGithubDelivery extends Command<ReceivedGithubDelivery> {
  constructor(
    readonly delivery: GithubDelivery,
    readonly context: CommandContext,
  ) {
    super();
  }
}
