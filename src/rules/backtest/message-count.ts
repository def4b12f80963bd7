/** How alerts become messages over one channel; milliseconds. */
export interface MessagePolicy {
  readonly channel: string;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  readonly sendResolved: boolean;
}

/**
 * Counts the messages that one channel would have had of a rule whose alerts are told together: a first one and the
 * end of all at once, further changes not before the group's interval has passed, repeats while something fires.
 */
export class MessageCount {
  private sent: number | undefined;
  private firing = 0;
  private changed = false;
  count = 0;

  constructor(private readonly policy: MessagePolicy) {}

  get channel(): string {
    return this.policy.channel;
  }

  fired(): void {
    this.firing += 1;
    this.changed = true;
  }

  resolved(): void {
    this.firing -= 1;
    if (this.policy.sendResolved) this.changed = true;
  }

  /** At the end of each evaluation. */
  passed(at: number): void {
    const since = this.sent === undefined ? Infinity : at - this.sent;
    const isOver = this.firing === 0;
    const isDue = this.changed ? isOver || since >= this.policy.groupIntervalMs : since >= this.policy.repeatIntervalMs;
    if (!isDue || (!this.changed && isOver)) return;
    this.count += 1;
    this.changed = false;
    // The group ends with its last alert: the next one is told at once.
    this.sent = isOver ? undefined : at;
  }
}
