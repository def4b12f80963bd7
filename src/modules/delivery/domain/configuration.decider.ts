import type { ConfigurationEvent } from '../../../events/configuration.events.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import type { Json } from '../../../kernel/json.js';
import { present } from '../../../kernel/present.js';
import { redact } from '../../../kernel/redaction.js';

export type ConfigurationCommand =
  | { readonly type: 'set'; readonly key: string; readonly value: Json; readonly reason?: string | undefined }
  | { readonly type: 'delete'; readonly key: string; readonly reason?: string | undefined };

export type Configuration =
  | { readonly status: 'absent' }
  /** `value` is as recorded: without its secrets. */
  | { readonly status: 'set'; readonly value: Json };

/**
 * One key of the fleet's configuration. The same value again is no change, except where a secret was left out: two
 * secrets cannot be told apart without keeping one, so setting it again is recorded as the change it may be.
 */
export const configurationDecider: Decider<Configuration, ConfigurationCommand, ConfigurationEvent> = {
  initial: { status: 'absent' },
  decide(command, state) {
    switch (command.type) {
      case 'set':
        return set(command.key, command.value, command.reason, state);
      case 'delete':
        if (state.status === 'absent') {
          throw new DomainError('CONFIGURATION_UNKNOWN', `there is no configuration key ${command.key}`, {
            fault: 'not_found',
          });
        }
        return [deleted(command.key, command.reason, state.value)];
      default:
        return exhaustive(command);
    }
  },
  evolve(state, event) {
    if (event.type !== 'ConfigurationChanged' || event.data.flags?.includes('late')) return state;
    return event.data.to === undefined ? { status: 'absent' } : { status: 'set', value: event.data.to };
  },
};

function set(
  key: string,
  value: Json,
  reason: string | undefined,
  state: Configuration,
): readonly ConfigurationEvent[] {
  const { value: to, paths } = redact(key, value);
  if (state.status === 'set' && paths.length === 0 && canonicalJson(state.value) === canonicalJson(to)) return [];
  return [
    changed({
      key,
      change: state.status === 'set' ? 'updated' : 'created',
      from: state.status === 'set' ? state.value : undefined,
      to,
      redacted: paths.length > 0 ? [...paths] : undefined,
      reason,
    }),
  ];
}

function deleted(key: string, reason: string | undefined, from: Json): ConfigurationEvent {
  return changed({ key, change: 'deleted', from, reason });
}

function changed(data: object): ConfigurationEvent {
  return { type: 'ConfigurationChanged', data: present(data) as ConfigurationEvent['data'] };
}
