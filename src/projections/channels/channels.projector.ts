import type { ChannelData, ChannelEvent } from '../../events/channel.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';

/** `unknown`: nothing has been sent over it yet. */
export const channelHealth = ['unknown', 'healthy', 'failing'] as const;

/** Which version of a secret holds, and since when; never the secret. */
export type SecretVersions = Readonly<Record<string, { readonly version: string; readonly changedAt: string }>>;

/** One channel; a deleted one has no row. */
export interface ChannelRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly config: ChannelData['config'];
  readonly secrets: SecretVersions;
  readonly enabled: boolean;
  readonly send_resolved: boolean;
  readonly templates: ChannelData['templates'];
  readonly messages_per_minute: number | null;
  readonly fallback: string | null;
  readonly health: string;
  /** Why it fails. */
  readonly health_reason: string | null;
  readonly health_since: Date | null;
  readonly tested_at: Date | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly updated_at: Date;
  readonly updated_by: string;
}

const table: TableSpec<ChannelRow> = {
  name: 'channels',
  columns: {
    id: 'text',
    name: 'text',
    kind: 'text',
    config: 'jsonb',
    secrets: 'jsonb',
    enabled: 'boolean',
    send_resolved: 'boolean',
    templates: 'jsonb',
    messages_per_minute: 'integer',
    fallback: 'text',
    health: 'text',
    health_reason: 'text',
    health_since: 'timestamptz',
    tested_at: 'timestamptz',
    created_at: 'timestamptz',
    created_by: 'text',
    updated_at: 'timestamptz',
    updated_by: 'text',
  },
  key: ['id'],
  nullable: ['messages_per_minute', 'fallback', 'health_reason', 'health_since', 'tested_at'],
  indexes: ['(name)', '(created_at desc, id desc)'],
};

const channels: FoldOutput<ChannelRow> = {
  kind: 'fold',
  table,
  keys: (event) => [[(event as unknown as ChannelEvent).data.channelId]],
  apply: applyToChannel,
};

function applyToChannel(row: ChannelRow | undefined, recorded: RecordedEvent): ChannelRow | undefined {
  const event = recorded as unknown as ChannelEvent;
  const at = new Date(recorded.meta.occurredAt);
  const by = recorded.meta.actor.name;
  if (event.type === 'ChannelCreated') {
    const { channelId, name, channel } = event.data;
    return {
      id: channelId,
      name,
      ...settingsOf(channel, {}, at),
      health: 'unknown',
      health_reason: null,
      health_since: null,
      tested_at: null,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
    };
  }
  if (!row) return undefined;
  switch (event.type) {
    case 'ChannelChanged':
      return { ...row, ...settingsOf(event.data.channel, row.secrets, at), updated_at: at, updated_by: by };
    case 'ChannelDeleted':
      return undefined;
    case 'ChannelTested':
      // What a test found wrong may be of the moment; only what gets through says for sure how it is.
      return { ...(event.data.succeeded ? healthOf(row, 'healthy', null, at) : row), tested_at: at };
    case 'ChannelFailed':
      return healthOf(row, 'failing', event.data.reason, at);
    case 'ChannelRecovered':
      return healthOf(row, 'healthy', null, at);
    default:
      return row;
  }
}

function settingsOf(channel: ChannelData, known: SecretVersions, at: Date) {
  return {
    kind: channel.kind,
    config: channel.config,
    secrets: Object.fromEntries(
      Object.entries(channel.secrets).map(([field, version]) => {
        const before = known[field];
        return [field, before?.version === version ? before : { version, changedAt: at.toISOString() }];
      }),
    ),
    enabled: channel.enabled,
    send_resolved: channel.sendResolved,
    templates: channel.templates,
    messages_per_minute: channel.messagesPerMinute,
    fallback: channel.fallback,
  };
}

function healthOf(row: ChannelRow, health: (typeof channelHealth)[number], reason: string | null, at: Date) {
  const since = row.health === health ? row.health_since : at;
  return { ...row, health, health_reason: reason, health_since: since };
}

/** The channels over which people are told of alerts: how they are set up and how they are. */
export const channelsProjection: Projection = {
  name: 'channels',
  version: 1,
  types: ['ChannelCreated', 'ChannelChanged', 'ChannelDeleted', 'ChannelTested', 'ChannelFailed', 'ChannelRecovered'],
  outputs: [channels],
};
