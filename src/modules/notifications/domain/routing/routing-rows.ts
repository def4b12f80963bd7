import type { ChannelData } from '../../../../events/channel.events.js';
import type { NotificationPolicy } from '../../../../events/notification.events.js';
import type { SilenceEvent } from '../../../../events/silence.events.js';
import type { AlertSeverity, DisplayUnit, NotificationReason } from '../../../../kernel/alert-vocabulary.js';

/** What messages say of a rule. */
export interface RuleRow {
  readonly condition: string;
  readonly threshold: string | null;
  readonly unit: DisplayUnit;
  /** Of a rule that tells of what is absent: after how long without it the rule fires. */
  readonly absentForMs?: number;
  readonly runbookUrl: string | null;
}

/** An alert from when it fires until its end was told wherever it was told. */
export interface AlertRow {
  readonly alertId: string;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly rule: RuleRow;
  readonly severity: AlertSeverity;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Names of the channels that its rule names. */
  readonly channels: readonly string[];
  readonly value: string | null;
  readonly firedAt: number;
  /** Null while it fires. */
  readonly resolvedAt: number | null;
  readonly acknowledgedBy: string | null;
  /** The silence that holds it back, and the alert that does. */
  readonly silencedBy: string | null;
  readonly inhibitedBy: string | null;
  /** Keys of the groups that it is in. */
  readonly groups: readonly string[];
}

export type SilenceRow = Omit<Extract<SilenceEvent, { type: 'SilenceCreated' }>['data'], 'comment' | 'silenceId'>;

export interface ChannelRow extends Pick<ChannelData, 'kind' | 'enabled' | 'sendResolved' | 'messagesPerMinute'> {
  readonly channelId: string;
  readonly name: string;
  readonly fallback: string | null;
  /** Messages that may go out at once, as of `tokensAt`. */
  readonly tokens: number;
  readonly tokensAt: number;
  /** The receiver asked us to wait until then. */
  readonly throttledUntil: number | null;
  /** Since when it does not deliver; not there while it does. */
  readonly failingSince?: number;
}

/**
 * Why a member is to be told although it was told before, or was held back until now; `unconfirmed`: the message that
 * told it was withdrawn, and may have arrived or not.
 */
export type MemberNews = Extract<NotificationReason, 'silence_ended' | 'escalated' | 'acknowledged'> | 'unconfirmed';

export interface Member {
  /** A message says that it fires; where that message fails for good, this is taken back. */
  readonly told: boolean;
  readonly news: MemberNews | null;
  /** The channel's fallback tells of it as well. */
  readonly handedOver?: boolean;
}

/** The alerts that one channel tells of together; messages of a group go out one after the other. */
export interface GroupRow {
  readonly channelId: string;
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  /** How many alerts are in it, and how many of them fire. */
  readonly size: number;
  readonly firing: number;
  /** When it is looked at next because something changed; null: nothing did. */
  readonly dueAt: number | null;
  readonly repeatAt: number | null;
  /** When its last message was made. */
  readonly lastAt: number | null;
  /** The message that has not come to its end. */
  readonly outstanding: string | null;
  /** Of a message that gave way to the next one; what the next one's delays go by. */
  readonly failures: number;
}

/** A message on its way. */
export interface NotificationRow {
  readonly channelId: string;
  readonly reason: NotificationReason;
  /** What it tells of each group. */
  readonly groups: readonly {
    readonly key: string;
    readonly firing: readonly string[];
    /** Those of `firing` that no message before told; not there in messages of an earlier version. */
    readonly untold?: readonly string[];
    readonly resolved: readonly string[];
  }[];
  readonly queuedAt: number;
  /** When what it tells came about. */
  readonly since: number;
  /** What it costs of the channel's budget: a message, or an event for each alert. */
  readonly cost: number;
  /** The message that is sent: its own, or that of the notification that is sent again. */
  readonly messageId: string;
  readonly attempt: number;
  /** Failures in a row, those of messages whose place it took included: what the next delay goes by. */
  readonly failures: number;
  /** Since when an attempt is under way; null: it waits for `retryAt`. */
  readonly sendingSince: number | null;
  readonly retryAt: number | null;
  /** How often an attempt was asked for again because nothing was heard of it. */
  readonly asked: number;
  /** An attempt may have arrived although it failed. */
  readonly mayHaveArrived: boolean;
  /** What it tells was handed to the channel's fallback as well. */
  readonly fellBack?: boolean;
}

export type PolicyRow = NotificationPolicy;
