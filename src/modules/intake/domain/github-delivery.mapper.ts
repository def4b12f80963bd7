import { isShallow } from '../../../events/reported-fields.js';
import type { Json } from '../../../kernel/json.js';
import { present } from '../../../kernel/present.js';
import { redact } from '../../../kernel/redaction.js';
import { mapCheck } from './github-checks.mapper.js';
import { mapDeployment, mapDeploymentStatus } from './github-deployments.mapper.js';
import { mapPullRequest, mapReview } from './github-pull-requests.mapper.js';
import { mapIssue, mapPush } from './github-repository.mapper.js';
import type { MappedFact } from './mapped-fact.js';
import { PayloadReader } from './payload.reader.js';
import { MAX_EXCERPT_CHARS, MAX_PAYLOAD_BYTES } from './webhook-received.facts.js';

const mappers: Readonly<Record<string, (payload: PayloadReader) => readonly MappedFact[]>> = {
  pull_request: mapPullRequest,
  pull_request_review: mapReview,
  deployment: mapDeployment,
  deployment_status: mapDeploymentStatus,
  check_run: (payload) => mapCheck('check_run', payload),
  check_suite: (payload) => mapCheck('check_suite', payload),
  workflow_run: (payload) => mapCheck('workflow_run', payload),
  push: mapPush,
  issues: mapIssue,
};

/**
 * The facts that a verified delivery of GitHub stands for, in the order in which to record them. Never empty and
 * never throwing: what stands for nothing else is kept as WebhookReceived.
 */
export function mapGithubDelivery(event: string, payload: unknown): readonly MappedFact[] {
  const mapper = Object.hasOwn(mappers, event) ? mappers[event] : undefined;
  const facts = mapper?.(new PayloadReader(payload)) ?? [];
  return facts.length > 0 ? facts : [receivedAsIs(event, payload)];
}

/** The delivery itself as a fact. */
export function receivedAsIs(event: string, payload: unknown): MappedFact {
  const reader = new PayloadReader(payload);
  return {
    type: 'WebhookReceived',
    occurredAt: undefined,
    data: present({
      provider: 'github',
      event: new PayloadReader(event).line(100) ?? 'unknown',
      action: reader.at('action').line(100),
      repository: reader.at('repository', 'full_name').exact(200),
      sender: reader.at('sender', 'login').exact(200),
      ...kept(payload),
    }),
  };
}

/** The payload without its secrets, or its beginning when it is too large. */
function kept(payload: unknown): { payload?: Json; payloadBytes?: number; excerpt?: string } {
  if (payload === undefined || !isShallow(payload)) return {};
  const payloadBytes = Buffer.byteLength(JSON.stringify(payload));
  const { value } = redact('payload', payload as Json);
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES) return { payload: value, payloadBytes };
  return { payloadBytes, excerpt: text.slice(0, MAX_EXCERPT_CHARS).replace(/[\uD800-\uDBFF]$/, '') };
}
