import { z } from 'zod';
import type { Judgement } from '../../../kernel/reported-life.js';

/**
 * The two names under which a reporter may say what something became: `to`, as for agents, or `status`. Exactly one
 * of them is required; see `oneStatus`.
 */
export function statusFields<const Values extends readonly [string, ...string[]]>(values: Values) {
  const status = z.enum(values).optional();
  return { to: status.describe('The new status.'), status: status.describe('The same as `to`.') };
}

interface Named<Status> {
  readonly to?: Status | undefined;
  readonly status?: Status | undefined;
}

/** Refuses neither and both. */
export function oneStatus(input: Named<string>): boolean {
  return (input.to === undefined) !== (input.status === undefined);
}
export const oneStatusProblem = { path: ['to'], error: 'name the new status once: in `to` or in `status`' };

/** The status that was named. */
export function statusOf<Status>(input: Named<Status>): Status {
  return (input.to ?? input.status) as Status;
}

/** The flags that tell what is unusual about a step; undefined when nothing is. */
export function flagsOf({ illegal, late, early }: Omit<Judgement<never>, 'from'>): readonly string[] | undefined {
  const flags = [
    ...(illegal ? ['illegal_transition'] : []),
    ...(late ? ['late'] : []),
    ...(early ? ['before_creation'] : []),
  ];
  return flags.length > 0 ? flags : undefined;
}
