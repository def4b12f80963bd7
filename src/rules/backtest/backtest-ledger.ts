import type { AlertEvent } from '../../events/alert.events.js';
import { MessageCount, type MessagePolicy } from './message-count.js';

/** An alert as it would have been; instants are RFC 3339. */
export interface BacktestAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
  readonly activeAt: string;
  readonly firedAt: string;
  /** Null: it still fired at the end. */
  readonly resolvedAt: string | null;
  readonly reason: string | null;
}

export interface BacktestReport {
  readonly evaluations: number;
  readonly failedEvaluations: number;
  readonly firings: number;
  /** Alerts that were pending and ended before they fired. */
  readonly neverFired: number;
  /** Time in which at least one alert fired, and the longest time of one. */
  readonly firingMs: number;
  readonly longestMs: number;
  /** By channel of the rule. */
  readonly messages: readonly { readonly channel: string; readonly count: number }[];
  /** The first thousand, oldest first. */
  readonly alerts: readonly BacktestAlert[];
}

const MOST_TOLD = 1_000;

/** Keeps the books of a back-test: what fired, for how long, and how many messages that makes. */
export class BacktestLedger {
  private readonly messages: readonly MessageCount[];
  private readonly open = new Map<string, { readonly place: number | undefined; readonly firedAt: number }>();
  private readonly alerts: BacktestAlert[] = [];
  private evaluations = 0;
  private failures = 0;
  private firings = 0;
  private neverFired = 0;
  private firingMs = 0;
  private longestMs = 0;
  private firingSince: number | undefined;

  constructor(policies: readonly MessagePolicy[]) {
    this.messages = policies.map((policy) => new MessageCount(policy));
  }

  evaluated(ok: boolean): void {
    this.evaluations += 1;
    if (!ok) this.failures += 1;
  }

  take(event: AlertEvent): void {
    if (event.type === 'AlertPendingEnded') this.neverFired += 1;
    if (event.type === 'AlertFired') this.fire(event.data);
    if (event.type === 'AlertResolved') this.end(event.data.alertId, event.data.evaluatedAt, event.data.reason);
    if (event.type === 'AlertPendingRestarted') this.end(event.data.alertId, event.data.evaluatedAt, 'rule_changed');
  }

  passed(at: number): void {
    for (const one of this.messages) one.passed(at);
  }

  report(endMs: number): BacktestReport {
    for (const { firedAt } of this.open.values()) this.longestMs = Math.max(this.longestMs, endMs - firedAt);
    return {
      evaluations: this.evaluations,
      failedEvaluations: this.failures,
      firings: this.firings,
      neverFired: this.neverFired,
      firingMs: this.firingMs + (this.firingSince === undefined ? 0 : endMs - this.firingSince),
      longestMs: this.longestMs,
      messages: this.messages.map(({ channel, count }) => ({ channel, count })),
      alerts: this.alerts,
    };
  }

  private fire({
    alertId,
    labels,
    value,
    activeAt,
    evaluatedAt,
  }: Extract<AlertEvent, { type: 'AlertFired' }>['data']): void {
    if (this.open.has(alertId)) return;
    const firedAt = Date.parse(evaluatedAt);
    const place = this.alerts.length < MOST_TOLD ? this.alerts.length : undefined;
    if (place !== undefined) {
      this.alerts.push({ labels, value, activeAt, firedAt: evaluatedAt, resolvedAt: null, reason: null });
    }
    this.open.set(alertId, { place, firedAt });
    this.firingSince ??= firedAt;
    this.firings += 1;
    for (const one of this.messages) one.fired();
  }

  private end(alertId: string, resolvedAt: string, reason: string): void {
    const known = this.open.get(alertId);
    if (!known) return;
    this.open.delete(alertId);
    const at = Date.parse(resolvedAt);
    const told = known.place === undefined ? undefined : this.alerts[known.place];
    if (told) this.alerts[known.place!] = { ...told, resolvedAt, reason };
    this.longestMs = Math.max(this.longestMs, at - known.firedAt);
    if (this.open.size === 0 && this.firingSince !== undefined) {
      this.firingMs += at - this.firingSince;
      this.firingSince = undefined;
    }
    for (const one of this.messages) one.resolved();
  }
}
