import type { ApiBody } from '../../api/api-types';
import type { Matcher } from '../../components/silence-matchers';

export type SilenceWhen = 'duration' | 'window' | 'weekly';

/** A silence as it stands in the form. */
export interface SilenceDraft {
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly when: SilenceWhen;
  /** `2h`, from now on; of a weekly one, for how long it comes back. */
  readonly duration: string;
  /** Milliseconds since 1970; undefined: not said. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly timeZone: string;
  /** 1 is Monday. */
  readonly weekdays: readonly number[];
  /** `22:00`. */
  readonly from: string;
  /** How long each weekly window lasts. */
  readonly lasts: string;
}

export const emptyMatcher: Matcher = { name: '', op: '=', value: '' };

export const newDraft = (matchers: readonly Matcher[], timeZone: string): SilenceDraft => ({
  matchers: matchers.length > 0 ? matchers : [emptyMatcher],
  ...{ comment: '', when: 'duration', duration: '2h', startsAt: undefined, endsAt: undefined },
  ...{ timeZone, weekdays: [1, 2, 3, 4, 5], from: '22:00', lasts: '8h' },
});

/** Rows that somebody has begun to fill in; the last one is often still empty. */
export const namedMatchers = ({ matchers }: SilenceDraft) => matchers.filter(({ name }) => name.trim() !== '');

/** Whether there is anything to send; what is wrong with it the API says. */
export function isComplete(draft: SilenceDraft): boolean {
  if (namedMatchers(draft).length === 0 || draft.comment.trim() === '') return false;
  if (draft.when === 'window') return draft.startsAt !== undefined && draft.endsAt !== undefined;
  if (draft.duration.trim() === '') return false;
  return draft.when === 'duration' || (draft.weekdays.length > 0 && draft.from !== '' && draft.lasts.trim() !== '');
}

/** What is sent. */
export function silenceBody(draft: SilenceDraft): ApiBody<'post', '/api/silences'> {
  const common = {
    matchers: namedMatchers(draft).map(({ name, op, value }) => ({ name: name.trim(), op, value })),
    comment: draft.comment.trim(),
  };
  switch (draft.when) {
    case 'duration':
      return { ...common, duration: draft.duration.trim() };
    case 'window':
      return { ...common, startsAt: iso(draft.startsAt), endsAt: iso(draft.endsAt) };
    case 'weekly':
      return {
        ...common,
        duration: draft.duration.trim(),
        recurrence: {
          timeZone: draft.timeZone,
          weekdays: [...draft.weekdays].sort((a, b) => a - b),
          from: draft.from,
          duration: draft.lasts.trim(),
        },
      };
  }
}

const iso = (ms: number | undefined) => new Date(ms ?? Number.NaN).toISOString();
