import { z } from 'zod';
import { channelData } from '../../events/channel.events.js';
import { channelKinds } from '../../kernel/alert-vocabulary.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { channelHealth, type ChannelRow } from './channels.projector.js';

export const channelView = z.object({
  id: z.string(),
  name: z.string().describe('Unique; rules name channels by it.'),
  kind: z.enum(channelKinds),
  config: z.record(z.string(), z.unknown()).describe('By kind; see docs/channels.md.'),
  secrets: z
    .record(z.string(), z.object({ set: z.literal(true), changedAt: z.iso.datetime() }))
    .describe('The secrets that it has. Their values are never shown.'),
  enabled: z.boolean(),
  sendResolved: z.boolean().describe('Whether it also tells that an alert is over.'),
  templates: channelData.shape.templates,
  messagesPerMinute: z.int().nullable().describe('Null: the default of the kind.'),
  fallback: z.string().nullable().describe('Name of the channel that is used when this one fails for good.'),
  health: z.enum(channelHealth).describe('`failing`: it refuses messages for good and needs somebody to look at it.'),
  healthReason: z.string().nullable(),
  healthSince: z.iso.datetime().nullable(),
  testedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
});
export type ChannelView = z.infer<typeof channelView>;

export const channelPage = pagedSchema(channelView);

export function presentChannel(row: ChannelRow): ChannelView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as ChannelView['kind'],
    config: row.config,
    secrets: Object.fromEntries(
      Object.entries(row.secrets).map(([field, { changedAt }]) => [field, { set: true as const, changedAt }]),
    ),
    enabled: row.enabled,
    sendResolved: row.send_resolved,
    templates: row.templates,
    messagesPerMinute: row.messages_per_minute,
    fallback: row.fallback,
    health: row.health as ChannelView['health'],
    healthReason: row.health_reason,
    healthSince: row.health_since?.toISOString() ?? null,
    testedAt: row.tested_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  };
}
