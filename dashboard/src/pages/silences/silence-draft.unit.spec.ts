import { describe, expect, it } from 'vitest';
import { isComplete, newDraft, silenceBody } from './silence-draft';

const matcher = { name: 'queue', op: '=~', value: 'a|b' } as const;
const draft = { ...newDraft([matcher], 'Europe/Berlin'), comment: ' moving the queue ' };
const asSent = { matchers: [matcher], comment: 'moving the queue' };

describe('a silence that is filled in', () => {
  it('lasts from now on for a while', () => {
    expect(silenceBody({ ...draft, duration: ' 90m' })).toEqual({ ...asSent, duration: '90m' });
  });

  it('has a window', () => {
    const [startsAt, endsAt] = [Date.UTC(2026, 0, 15, 22), Date.UTC(2026, 0, 16, 6)];
    expect(silenceBody({ ...draft, when: 'window', startsAt, endsAt })).toEqual({
      ...{ ...asSent, startsAt: '2026-01-15T22:00:00.000Z', endsAt: '2026-01-16T06:00:00.000Z' },
    });
  });

  it('comes back every week, its days in their order', () => {
    expect(silenceBody({ ...draft, when: 'weekly', weekdays: [7, 6], duration: '90d' })).toEqual({
      ...{ ...asSent, duration: '90d' },
      recurrence: { timeZone: 'Europe/Berlin', weekdays: [6, 7], from: '22:00', duration: '8h' },
    });
  });

  it('leaves out a matcher without a name', () => {
    const body = silenceBody({ ...draft, matchers: [matcher, { name: ' ', op: '=', value: '' }] });
    expect(body.matchers).toEqual([matcher]);
  });

  it('is complete with a matcher, a reason and a time', () => {
    expect(isComplete(draft)).toBe(true);
    expect(isComplete({ ...draft, comment: ' ' })).toBe(false);
    expect(isComplete({ ...draft, duration: '' })).toBe(false);
    expect(isComplete({ ...draft, when: 'window' })).toBe(false);
    expect(isComplete({ ...draft, when: 'weekly', weekdays: [] })).toBe(false);
    expect(isComplete({ ...newDraft([], 'UTC'), comment: 'why' })).toBe(false);
  });
});
