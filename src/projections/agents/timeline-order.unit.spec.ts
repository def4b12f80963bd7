import { describe, expect, it } from 'vitest';
import { newestOf, type Told } from './timeline-order.js';

/** As `<position>@<second>`. */
const told = (text: string): Told => {
  const [position, second] = text.split('@') as [string, string];
  return { position, meta: { occurredAt: `2026-01-01T00:00:${second}Z` } } as unknown as Told;
};
const texts = (events: readonly Told[]) =>
  events.map(({ position, meta }) => `${String(position)}@${meta.occurredAt.slice(17, 19)}`);
const page = (life: readonly string[], activity: readonly string[], limit = 10) =>
  texts(newestOf(life.map(told), activity.map(told), limit));

describe('the order of a timeline', () => {
  it('is by when things happened, also where one stream was recorded before the other', () => {
    expect(page(['3@40', '2@20', '1@10'], ['6@38', '5@30', '4@15'])).toEqual([
      '3@40',
      '6@38',
      '5@30',
      '2@20',
      '4@15',
      '1@10',
    ]);
  });

  it('is by what was recorded last where they happened at once', () => {
    expect(page(['3@40', '1@10'], ['4@40', '2@10'])).toEqual(['4@40', '3@40', '2@10', '1@10']);
  });

  it('holds nothing back behind what was told late', () => {
    expect(page(['9@05', '3@40'], ['4@35', '2@30'], 2)).toEqual(['3@40', '9@05']);
    expect(page(['9@05', '3@40'], ['4@35', '2@30'])).toEqual(['3@40', '4@35', '2@30', '9@05']);
  });

  it('takes from the front of each stream, so that the next page goes on there', () => {
    const [life, activity] = [
      ['5@50', '4@30', '1@10'],
      ['6@40', '3@20', '2@05'],
    ];
    expect(page(life, activity, 3)).toEqual(['5@50', '6@40', '4@30']);
    expect(page(life.slice(2), activity.slice(1), 3)).toEqual(['3@20', '1@10', '2@05']);
  });
});
