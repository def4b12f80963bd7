import type { SilenceEvent } from '../../../events/silence.events.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { matcherProblem, matchesEverythingEmpty } from '../../../rules/silence-matching.js';
import { isTimeZone } from '../../../rules/silence-windows.js';

type Created = Extract<SilenceEvent, { type: 'SilenceCreated' }>['data'];

const DAY_MS = 86_400_000;
/** A silence that is forgotten would hide alerts for ever; one that comes back in windows does not. */
const MAX_LENGTH_MS = 90 * DAY_MS;
const MAX_RECURRING_MS = 10 * 366 * DAY_MS;
const MAX_WINDOW_MS = 7 * DAY_MS;

export type SilenceCommand =
  | ({ readonly type: 'create'; readonly at: string } & Created)
  | { readonly type: 'end'; readonly silenceId: string; readonly at: string };

/** Undefined: there is none. */
export type SilenceState = Pick<Created, 'startsAt' | 'endsAt'> | undefined;

/** A silence never changes: another one takes its place. It can only be ended early. */
export const silenceDecider: Decider<SilenceState, SilenceCommand, SilenceEvent> = {
  initial: undefined,
  decide(command, state) {
    if (command.type === 'end') {
      const { silenceId, at } = command;
      if (!state) throw new DomainError('SILENCE_UNKNOWN', `there is no silence ${silenceId}`, { fault: 'not_found' });
      if (Date.parse(state.endsAt) <= Date.parse(at)) return [];
      return [{ type: 'SilenceEnded', data: { silenceId, endsAt: at } }];
    }
    if (state) throw new DomainError('SILENCE_EXISTS', 'there is a silence of this id', { fault: 'conflict' });
    const { type: _type, at, ...silence } = command;
    // What was told before is not taken back: it holds from now on.
    const startsAt = Date.parse(silence.startsAt) < Date.parse(at) ? at : silence.startsAt;
    const data = { ...silence, startsAt };
    const problems = [...timeProblems(data, at), ...matcherProblems(data), ...recurrenceProblems(data)];
    if (problems.length > 0) throw invalid(problems);
    return [{ type: 'SilenceCreated', data }];
  },
  evolve(state, { type, data }) {
    if (type === 'SilenceCreated') return { startsAt: data.startsAt, endsAt: data.endsAt };
    return state && { ...state, endsAt: data.endsAt };
  },
};

/** What is wrong with matchers, each problem under its place; also for those that are only tried out. */
export function matcherProblems({ matchers }: Pick<Created, 'matchers'>): readonly FieldProblem[] {
  const problems = matchers.flatMap((matcher, index) => {
    const message = matcherProblem(matcher);
    return message === undefined ? [] : [{ field: `matchers.${index}.value`, message }];
  });
  if (problems.length > 0 || !matchesEverythingEmpty(matchers)) return problems;
  const message = 'match every alert, since each of them matches an empty value; name a label that must have a value';
  return [{ field: 'matchers', message }];
}

/** The refusal of a silence for these reasons. */
export function invalid(fields: readonly FieldProblem[]): DomainError {
  const text = fields.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new DomainError('SILENCE_INVALID', text, { fault: 'invalid', fields });
}

function timeProblems({ startsAt, endsAt, recurrence }: Created, at: string): readonly FieldProblem[] {
  const [start, end, now] = [startsAt, endsAt, at].map(Date.parse) as [number, number, number];
  if (end <= now) return [{ field: 'endsAt', message: 'is over already; name a time to come' }];
  if (end <= start) return [{ field: 'endsAt', message: 'must be after startsAt' }];
  const longest = recurrence === null ? MAX_LENGTH_MS : MAX_RECURRING_MS;
  if (end - start <= longest) return [];
  const message =
    recurrence === null
      ? 'must be at most 90 days after startsAt; one with a recurrence may go on for longer'
      : 'must be at most ten years after startsAt';
  return [{ field: 'endsAt', message }];
}

function recurrenceProblems({ recurrence }: Created): readonly FieldProblem[] {
  if (recurrence === null) return [];
  const problems: FieldProblem[] = [];
  if (!isTimeZone(recurrence.timeZone)) {
    const message = 'is no time zone of the IANA database; write it as in Europe/Berlin or UTC';
    problems.push({ field: 'recurrence.timeZone', message });
  }
  if (recurrence.durationMs < 60_000 || recurrence.durationMs > MAX_WINDOW_MS) {
    problems.push({ field: 'recurrence.duration', message: 'must be from 1m to 7d' });
  }
  return problems;
}
