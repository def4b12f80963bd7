import type { ChannelKind } from '../../kernel/alert-vocabulary.js';
import type { FieldProblem } from '../../kernel/domain-error.js';
import type { OutboundPolicy } from '../../platform/outbound/outbound-policy.js';
import { invalidChannel } from './domain/channel-settings.js';

/** Refuses addresses that would not be sent to, before anything is saved. Their names are judged when sending. */
export function assertAddresses(
  kind: ChannelKind,
  config: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, string | null>>,
  policy: OutboundPolicy,
): void {
  const problems: FieldProblem[] = [];
  const check = (field: string, problem: string | undefined) => {
    if (problem !== undefined) problems.push({ field, message: problem });
  };
  if (kind === 'email') check('config.host', policy.problemOfHost(String(config['host'])));
  if (typeof config['url'] === 'string') check('config.url', policy.problemOfUrl(config['url']));
  if (typeof secrets['url'] === 'string') check('secrets.url', policy.problemOfUrl(secrets['url']));
  if (problems.length > 0) throw invalidChannel(problems);
}
