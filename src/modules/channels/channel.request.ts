import { z } from 'zod';
import { alertSeverities, channelKinds } from '../../kernel/alert-vocabulary.js';

const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}/]*$/u, 'must not contain control characters or slashes')
  .describe('Unique; rules name channels by it. It never changes.');

const template = z.strictObject({
  severity: z.enum(alertSeverities).nullable().default(null).describe('Null: for those that have none of their own.'),
  title: z.string().max(2_000).nullable().default(null).describe('Null: the usual one.'),
  body: z.string().max(20_000).nullable().default(null).describe('Null: the usual one.'),
});

const settings = {
  config: z.record(z.string().max(100), z.unknown()).describe('By kind; see docs/channels.md.'),
  enabled: z.boolean(),
  sendResolved: z.boolean().describe('Whether it also tells that an alert is over.'),
  templates: z.array(template).max(20).describe('What messages say; see docs/channels.md.'),
  messagesPerMinute: z.int().min(1).max(600).nullable().describe('What is beyond becomes a digest. Null: as usual.'),
  fallback: name.nullable().describe('The channel that is used when this one fails for good.'),
};
const secret = z.string().max(4_000);

export const createChannelRequest = z.strictObject({
  name,
  kind: z.enum(channelKinds),
  config: settings.config.default({}),
  secrets: z.record(z.string().max(100), secret).default({}).describe('By kind. They are never shown again.'),
  enabled: settings.enabled.default(true),
  sendResolved: settings.sendResolved.default(true),
  templates: settings.templates.default([]),
  messagesPerMinute: settings.messagesPerMinute.default(null),
  fallback: settings.fallback.default(null),
});
export type CreateChannelRequest = z.infer<typeof createChannelRequest>;

export const changeChannelRequest = z.strictObject({
  kind: z.enum(channelKinds).optional().describe('May be said, and must be what it is.'),
  config: settings.config.optional().describe('Whole, where it is given.'),
  secrets: z
    .record(z.string().max(100), secret.nullable())
    .optional()
    .describe('Those that are named change, null takes one away; the others stay.'),
  enabled: settings.enabled.optional(),
  sendResolved: settings.sendResolved.optional(),
  templates: settings.templates.optional(),
  messagesPerMinute: settings.messagesPerMinute.optional(),
  fallback: settings.fallback.optional(),
});
export type ChangeChannelRequest = z.infer<typeof changeChannelRequest>;

export const writtenChannel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(channelKinds),
  enabled: z.boolean(),
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  issued: z
    .record(z.string(), z.string())
    .describe('Secrets that were made for it, such as `signingSecret`. Shown now and never again.'),
  position: z.string().describe('Position in the log that includes it, for minPosition.'),
});
export type WrittenChannel = z.infer<typeof writtenChannel>;
