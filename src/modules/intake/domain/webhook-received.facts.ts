import { z } from 'zod';
import { jsonValue, nameText, wholeNumber } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import type { ActivityFactKind } from '../../../events/fact-kind.js';

/** 32 KiB: nearly every delivery of GitHub is smaller. */
export const MAX_PAYLOAD_BYTES = 32_768;
export const MAX_EXCERPT_CHARS = 4_000;

export const webhookReceivedInput = z.strictObject({
  provider: z.enum(['github']),
  event: nameText(100),
  action: nameText(100).optional(),
  repository: nameText(200).optional(),
  sender: nameText(200).optional(),
  payloadBytes: wholeNumber('bytes').optional(),
  payload: jsonValue(MAX_PAYLOAD_BYTES).optional(),
  excerpt: z.string().max(MAX_EXCERPT_CHARS).optional(),
});

/** Only the webhook intake records it: what it stands for has been verified by its signature. */
export const webhookReceivedKind: ActivityFactKind<z.infer<typeof webhookReceivedInput>> = {
  mode: 'activity',
  type: 'WebhookReceived',
  input: webhookReceivedInput,
  stream: ({ provider }) => streams.webhook(provider),
  record: (input) => ({ type: 'WebhookReceived', data: present(input) }),
};
