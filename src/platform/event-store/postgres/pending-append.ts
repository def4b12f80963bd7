import { EventLogError, type AppendOutcome, type ExpectedRevision } from '../event-log.js';
import type { EncodedEvent } from '../event-encoding.js';
import type { EncodedAppend } from './append-statement.js';

/** One append on its way: waiting, sent, or settled. Settles exactly once; the writer sees to its deadline. */
export class PendingAppend implements EncodedAppend {
  readonly outcome: Promise<AppendOutcome>;
  readonly bytes: number;
  settled = false;
  /** Once true, giving up means not knowing. */
  sent = false;
  onSettled: ((append: PendingAppend) => void) | undefined;

  private onAbort: (() => void) | undefined;
  private settleWith!: (outcome: AppendOutcome) => void;
  private readonly deadline: number;

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly events: readonly EncodedEvent[],
    private readonly timeoutMs: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.bytes = events.reduce((sum, event) => sum + event.bytes, 0);
    this.outcome = new Promise((resolve) => (this.settleWith = resolve));
    this.deadline = performance.now() + timeoutMs;
    if (signal) {
      this.onAbort = () => this.giveUp('aborted', signal.reason);
      signal.addEventListener('abort', this.onAbort, { once: true });
    }
  }

  settle(outcome: AppendOutcome): void {
    if (this.settled) return;
    this.settled = true;
    if (this.onAbort) this.signal?.removeEventListener('abort', this.onAbort);
    this.onSettled?.(this);
    this.settleWith(outcome);
  }

  fail(error: EventLogError): void {
    this.settle({ ok: false, error });
  }

  giveUpWhenLate(now: number): void {
    if (now >= this.deadline) this.giveUp(`no answer within ${this.timeoutMs} ms`);
  }

  /** `unavailable` while nothing was sent, `outcome_unknown` afterwards. */
  giveUp(reason: string, cause?: unknown): void {
    const kind = this.sent ? 'outcome_unknown' : 'unavailable';
    this.fail(new EventLogError(kind, `append to ${this.stream}: ${reason}`, { cause }));
  }
}
