import type { NotificationEvent, NotificationPolicy } from '../../../events/notification.events.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { matcherProblem, matchesEverythingEmpty } from '../../../rules/silence-matching.js';
import { defaultPolicy } from './default-policy.js';

export const notificationPolicyStream = streams.notificationPolicy();

type PolicyEvent = Extract<NotificationEvent, { type: 'NotificationPolicyChanged' }>;

const DAY_MS = 86_400_000;
/** Shortest and longest of each time. */
const bounds = {
  groupWaitMs: [0, DAY_MS],
  groupIntervalMs: [1_000, DAY_MS],
  repeatIntervalMs: [60_000, 31 * DAY_MS],
} as const;
const inWords = {
  groupWaitMs: 'must be from 0s to 1d',
  groupIntervalMs: 'must be from 1s to 1d',
  repeatIntervalMs: 'must be from 1m to 31d',
} as const;

export interface NotificationPolicyCommand {
  readonly type: 'set';
  /** What is not named stays as it is. */
  readonly change: Partial<NotificationPolicy>;
}

/** How alerts become messages: one policy for all. */
export const notificationPolicyDecider: Decider<NotificationPolicy, NotificationPolicyCommand, PolicyEvent> = {
  initial: defaultPolicy,
  decide({ change }, previous) {
    const policy = { ...previous, ...change };
    const problems = [...timeProblems(policy), ...inhibitionProblems(policy)];
    if (problems.length > 0) {
      const text = problems.map(({ field, message }) => `${field} ${message}`).join('; ');
      throw new DomainError('NOTIFICATION_POLICY_INVALID', text, { fault: 'invalid', fields: problems });
    }
    if (canonicalJson(policy) === canonicalJson(previous)) return [];
    return [{ type: 'NotificationPolicyChanged', data: { ...policy, previous } }];
  },
  evolve: (_state, { data: { previous: _previous, ...policy } }) => policy,
};

function timeProblems(policy: NotificationPolicy): readonly FieldProblem[] {
  return (Object.keys(bounds) as (keyof typeof bounds)[]).flatMap((name) => {
    const [least, most] = bounds[name];
    const field = name.slice(0, -'Ms'.length);
    return policy[name] >= least && policy[name] <= most ? [] : [{ field, message: inWords[name] }];
  });
}

function inhibitionProblems({ inhibitions }: NotificationPolicy): readonly FieldProblem[] {
  return inhibitions.flatMap((inhibition, index) =>
    (['source', 'target'] as const).flatMap((side) => {
      const field = `inhibitions.${index}.${side}`;
      const problems = inhibition[side].flatMap((matcher, place) => {
        const message = matcherProblem(matcher);
        return message === undefined ? [] : [{ field: `${field}.${place}.value`, message }];
      });
      if (problems.length > 0 || !matchesEverythingEmpty(inhibition[side])) return problems;
      return [{ field, message: 'matches every alert; name a label that must have a value' }];
    }),
  );
}
