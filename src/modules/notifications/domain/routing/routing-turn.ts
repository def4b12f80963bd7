import { stableHash } from '../../../../kernel/stable-hash.js';
import type { JsonObject } from '../../../../kernel/json.js';
import { streams } from '../../../../events/streams.js';
import type { NotificationEvent } from '../../../../events/notification.events.js';
import { defaultPolicy } from '../default-policy.js';
import type {
  AlertRow,
  ChannelRow,
  GroupRow,
  Member,
  NotificationRow,
  PolicyRow,
  RuleRow,
  SilenceRow,
} from './routing-rows.js';

/** Rows by kind and key, as processes have them. */
export interface Rows {
  get<Row>(kind: string, key: string): Row | undefined;
  set(kind: string, key: string, row: object): void;
  delete(kind: string, key: string): void;
  rows<Row>(kind: string): readonly (readonly [key: string, row: Row])[];
}

/** `record`: a fact to be appended; `attempt`: a message to be sent. */
export interface RoutingIntent {
  readonly id: string;
  readonly topic: 'record' | 'attempt';
  readonly data: JsonObject;
}

/** The rows of one kind. */
class Table<Row extends object> {
  constructor(
    private readonly rows: Rows,
    private readonly kind: string,
  ) {}

  get(key: string): Row | undefined {
    return this.rows.get<Row>(this.kind, key);
  }

  set(key: string, row: Row): Row {
    this.rows.set(this.kind, key, row);
    return row;
  }

  /** Changes a row that there is. */
  change(key: string, changes: Partial<Row>): Row | undefined {
    const row = this.get(key);
    return row && this.set(key, { ...row, ...changes });
  }

  delete(key: string): void {
    this.rows.delete(this.kind, key);
  }

  all(): readonly (readonly [key: string, row: Row])[] {
    return this.rows.rows<Row>(this.kind);
  }
}

/** What the routing of notifications knows, at one moment, and what it wants done. */
export class RoutingTurn {
  readonly alerts: Table<AlertRow>;
  readonly silences: Table<SilenceRow>;
  readonly channels: Table<ChannelRow>;
  readonly groups: Table<GroupRow>;
  readonly notifications: Table<NotificationRow>;
  readonly rules: Table<RuleRow>;
  private readonly policies: Table<PolicyRow>;
  private readonly reviews: Table<{ readonly at: number | null }>;
  readonly intents: RoutingIntent[] = [];

  constructor(
    private readonly rows: Rows,
    readonly at: number,
  ) {
    this.alerts = new Table(rows, 'alert');
    this.silences = new Table(rows, 'silence');
    this.channels = new Table(rows, 'channel');
    this.groups = new Table(rows, 'group');
    this.notifications = new Table(rows, 'notification');
    this.rules = new Table(rows, 'rule');
    this.policies = new Table(rows, 'policy');
    this.reviews = new Table(rows, 'review');
  }

  get policy(): PolicyRow {
    return this.policies.get('policy') ?? defaultPolicy;
  }

  set policy(policy: PolicyRow) {
    this.policies.set('policy', policy);
  }

  /** When the silences are to be looked at next; null: nothing of them changes. */
  get silencesReviewAt(): number | null {
    return this.reviews.get('silences')?.at ?? null;
  }

  set silencesReviewAt(at: number | null) {
    this.reviews.set('silences', { at });
  }

  /** The alerts of a group, by id; rows of their own, since a group may have thousands. */
  members(groupKey: string): Table<Member> {
    return new Table(this.rows, `member ${groupKey}`);
  }

  channelNamed(name: string): ChannelRow | undefined {
    return this.channels.all().find(([, channel]) => channel.name === name)?.[1];
  }

  /** Has the group looked at, by then at the latest. */
  makeDue(groupKey: string, by: number): void {
    const group = this.groups.get(groupKey);
    if (!group || (group.dueAt !== null && group.dueAt <= by)) return;
    this.groups.set(groupKey, { ...group, dueAt: by });
  }

  /** Has a fact recorded; the same one twice is one. */
  record(stream: string, event: NotificationEvent): void {
    const id = `${event.type} ${stableHash(JSON.stringify([stream, event.data]))}`;
    this.intents.push({ id, topic: 'record', data: { stream, ...event } as unknown as JsonObject });
  }

  suppress(
    { alertId, ruleName }: Pick<AlertRow, 'alertId' | 'ruleName'>,
    channelName: string | null,
    reason: Extract<NotificationEvent, { type: 'NotificationSuppressed' }>['data']['reason'],
    because: string | null,
  ): void {
    this.record(streams.notification(alertId), {
      type: 'NotificationSuppressed',
      data: { alertId, ruleName, channelName, reason, because },
    });
  }
}
