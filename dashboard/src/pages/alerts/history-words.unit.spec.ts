import { describe, expect, it } from 'vitest';
import { historyWords, reasonWords } from './history-words';

const words = (type: string, detail: string | null = null, channel: string | null = null) =>
  historyWords({ type, detail, channel, by: 'Ann' });

describe('the words of a history', () => {
  it('say why an alert ended', () => {
    expect(words('AlertResolved', 'no_data')).toMatchObject({ what: 'Resolved', detail: 'its series is gone' });
    expect(reasonWords('recovered')).toBe('the condition holds no more');
  });

  it('say who took it, and leave the comment as it was written', () => {
    const { what, kind, detail } = words('AlertAcknowledged', 'expired');
    expect([what, kind, detail]).toEqual(['Ann acknowledged it', 'people', undefined]);
  });

  it('name the channel, not the id of the silence', () => {
    expect(words('NotificationFailed', 'firing, first: HTTP 500', 'slack').what).toBe('Not delivered to slack');
    expect(words('SilenceBegan', 's-1: moving: the queue').detail).toBe('moving: the queue');
  });

  it('say why nobody was told, without ids', () => {
    expect(words('NotificationSuppressed', 'superseded: n-1', 'slack')).toMatchObject({
      ...{ what: 'Not sent to slack', detail: 'newer news took its place' },
    });
    expect(words('NotificationSuppressed', 'no channel').what).toBe('Nobody was told');
  });

  it('have something to say of what they do not know yet', () => {
    expect(words('AlertMovedAway').what).toBe('Alert moved away');
  });
});
