import { z } from 'zod';
import { alertSeverities, channelKinds, displayUnits } from '../../../../kernel/alert-vocabulary.js';
import { createChannelRequest } from '../../channel.request.js';

const text = z.string().max(4_000);
const texts = z.record(z.string().max(200), text);

export const previewMessageRequest = z.strictObject({
  kind: z.enum(channelKinds),
  templates: createChannelRequest.shape.templates,
  format: z.enum(['standard', 'alertmanager']).default('standard').describe('Of a webhook.'),
  status: z.enum(['firing', 'resolved']).default('firing'),
  severity: z.enum(alertSeverities).default('critical'),
  alert: z
    .strictObject({
      ruleName: text.optional(),
      labels: texts.optional(),
      annotations: texts.optional(),
      value: text.nullable().optional(),
      threshold: text.nullable().optional(),
      unit: z.enum(displayUnits).optional(),
    })
    .default({})
    .describe('What of the alert is to be otherwise.'),
});
export type PreviewMessageRequest = z.infer<typeof previewMessageRequest>;

export const previewedMessage = z.object({
  kind: z.enum(channelKinds),
  message: z
    .unknown()
    .describe('What would be sent: of Slack `text` and `blocks`, of a mail subject, text and HTML, …'),
});
