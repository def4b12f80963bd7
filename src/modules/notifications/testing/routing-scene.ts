import type { NotificationPolicy } from '../../../events/notification.events.js';
import type { SilenceEvent } from '../../../events/silence.events.js';
import type { AlertSeverity, ChannelKind } from '../../../kernel/alert-vocabulary.js';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import { StoredState } from '../../../platform/processes/state-draft.js';
import { defaultPolicy } from '../domain/default-policy.js';
import type { messageOf } from '../domain/routing/message.js';
import { routingProcess } from '../domain/routing/routing.process.js';

type Message = ReturnType<typeof messageOf>;

/** One attempt that the process asked for. */
export interface Attempt {
  readonly intent: string;
  readonly notificationId: string;
  readonly channelId: string;
  readonly attempt: number;
  readonly failures: number;
  readonly message: Message;
}

interface Fired {
  readonly rule?: string;
  readonly severity?: AlertSeverity;
  readonly channels?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly value?: string;
}

const START = Date.parse('2026-01-15T10:00:00Z');
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** The routing process under a clock of its own, with whatever happens told in one line. */
export class RoutingScene {
  readonly attempts: Attempt[] = [];
  readonly suppressed: string[] = [];
  private readonly state = new StoredState();
  private readonly messages = new Map<string, Message>();
  private readonly answered = new Set<string>();
  private count = 0;
  at = START;
  /** Each attempt arrives at once. */
  arriving = true;

  constructor(policy: Partial<NotificationPolicy> = {}) {
    this.channel('ops', 'webhook');
    this.happen('NotificationPolicyChanged', { ...defaultPolicy, ...policy, previous: defaultPolicy });
  }

  channel(name: string, kind: ChannelKind, settings: object = {}, type = 'ChannelCreated'): void {
    const base = { kind, config: {}, secrets: {}, enabled: true, sendResolved: true, templates: [] };
    const channel = { ...base, messagesPerMinute: null, fallback: null, ...settings };
    this.happen(type, { channelId: `id-${name}`, name, channel });
  }

  /** Fires an alert, or several by the same evaluation. */
  fire(alertIds: string | readonly string[], fired: Fired = {}): this {
    this.page([alertIds].flat().map((id) => this.firing(id, fired)));
    return this;
  }

  firing(alertId: string, { rule = 'queue-backup', severity = 'warning', channels = ['ops'], labels, value }: Fired) {
    return this.event('AlertFired', {
      ...this.alert(alertId, rule),
      labels: { alertname: rule, id: alertId, ...labels },
      value: value ?? '130',
      activeAt: this.time(),
      severity,
      channels,
      annotations: {},
    });
  }

  resolve(alertIds: string | readonly string[], rule = 'queue-backup'): this {
    this.page([alertIds].flat().map((id) => this.ending(id, rule)));
    return this;
  }

  ending(alertId: string, rule = 'queue-backup') {
    return this.event('AlertResolved', { ...this.alert(alertId, rule), reason: 'recovered', value: '42' });
  }

  acknowledge(alertId: string, by = 'ann'): this {
    const data = { ...this.alert(alertId, 'queue-backup'), note: null, until: null };
    this.page([this.event('AlertAcknowledged', data, by)]);
    return this;
  }

  silence(silenceId: string, over: Partial<Extract<SilenceEvent, { type: 'SilenceCreated' }>['data']> = {}): this {
    return this.happen('SilenceCreated', {
      silenceId,
      matchers: [{ name: 'alertname', op: '=', value: 'queue-backup' }],
      startsAt: this.time(),
      endsAt: this.time(HOUR),
      comment: 'c',
      recurrence: null,
      ...over,
    });
  }

  happen(type: string, data: object): this {
    this.page([this.event(type, data)]);
    return this;
  }

  /** Takes events as one page, as the runner does. */
  page(events: readonly RecordedEvent[]): void {
    const intents = events.flatMap((event) => routingProcess.react(this.state, event, this.at));
    this.take([...intents, ...this.due()]);
  }

  /** Lets time pass, waking the process whenever it asks for it. */
  pass(milliseconds: number): this {
    const end = this.at + milliseconds;
    for (let wakes = 0; ; wakes++) {
      const wakeAt = routingProcess.wakeAt(this.state);
      if (wakeAt === undefined || wakeAt > end) break;
      if (wakes > 5_000) throw new Error('the process never rests');
      this.at = Math.max(this.at, wakeAt);
      this.take(this.due());
    }
    this.at = end;
    return this;
  }

  /** The receiver took the message. */
  sent(attempt = this.last()): this {
    this.answered.add(attempt.notificationId);
    return this.happen('NotificationSent', { ...this.of(attempt), durationMs: 5 });
  }

  /** It did not; `throttled`: it said when to come back. `retryInMs` null: given up. */
  failed(retryInMs: number | null, how: { throttled?: boolean; fallback?: string } = {}, attempt = this.last()): this {
    const retryAt = retryInMs === null ? null : this.time(retryInMs);
    return this.happen('NotificationFailed', {
      ...this.of(attempt),
      error: 'e',
      retryAt,
      fallback: how.fallback ?? null,
      ...(how.throttled && retryAt !== null ? { throttledUntil: retryAt } : {}),
    });
  }

  /** What was told since the last look: `ops first: a+ b-`, each alert with whether it fires. */
  told(): readonly string[] {
    return this.attempts.splice(0).map(({ channelId, message: { reason, alerts } }) => {
      const shown = alerts.map(({ alertId, status }) => `${alertId}${status === 'firing' ? '+' : '-'}`);
      return `${channelId.slice(3)} ${reason}: ${shown.join(' ')}`;
    });
  }

  last(): Attempt {
    const last = this.attempts.at(-1);
    if (!last) throw new Error('nothing was sent');
    return last;
  }

  time(later = 0): string {
    return new Date(this.at + later).toISOString();
  }

  /** What the process still remembers, by kind. */
  remembered(kind: 'alert' | 'group' | 'notification' | 'silence'): number {
    return this.state.rows(kind).length;
  }

  private due() {
    const wakeAt = routingProcess.wakeAt(this.state);
    const intents = wakeAt !== undefined && wakeAt <= this.at ? routingProcess.wake(this.state, this.at) : [];
    const next = routingProcess.wakeAt(this.state);
    if (next !== undefined && next <= this.at) throw new Error('something is due that was not done');
    return intents;
  }

  private take(intents: ReturnType<typeof routingProcess.react>): void {
    const asked: Attempt[] = [];
    for (const { id, topic, data } of intents) {
      if (topic === 'record') {
        if (data['type'] === 'NotificationSuppressed') this.noteSuppressed(data['data'] as Record<string, string>);
        continue;
      }
      const { notificationId, messageId, message } = data as unknown as {
        notificationId: string;
        messageId: string;
        message?: Message;
      };
      if (message) this.messages.set(notificationId, message);
      const known = this.messages.get(messageId) as Message;
      asked.push({ ...(data as unknown as Attempt), intent: id, message: known });
    }
    this.attempts.push(...asked);
    if (this.arriving) for (const one of asked) this.sent(one);
  }

  private noteSuppressed({ alertId, channelName, reason, because }: Record<string, string>): void {
    const text = `${alertId} ${channelName} ${reason}${because ? ` ${because.replace(/^n-.*/, 'message')}` : ''}`;
    if (!this.suppressed.includes(text)) this.suppressed.push(text);
  }

  private of({ notificationId, channelId, attempt }: Attempt) {
    return { notificationId, channelId, channelName: channelId.slice(3), attempt };
  }

  private alert(alertId: string, rule: string) {
    const evaluatedAt = this.time();
    return { ruleId: `rule-${rule}`, ruleName: rule, fingerprint: `f-${alertId}`, alertId, evaluatedAt };
  }

  private event(type: string, data: object, by = 'system'): RecordedEvent {
    const place = ++this.count;
    return {
      id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
      type,
      schemaVersion: 1,
      data: data as RecordedEvent['data'],
      meta: {
        occurredAt: this.time(),
        actor: { type: 'user', id: by, name: by },
        correlationId: 'c',
        source: 'system',
      },
      stream: 's',
      revision: BigInt(place),
      position: String(place).padStart(20, '0') as LogPosition,
      recordedAt: new Date(this.at),
    };
  }
}
