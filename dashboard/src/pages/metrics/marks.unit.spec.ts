import { describe, expect, it } from 'vitest';
import { gathered, markOfDeployment, readMarks, writeMarks } from './marks';

describe('kinds of marks in the address', () => {
  it('are all unless it says so', () => {
    expect(readMarks(undefined)).toHaveLength(3);
    expect(writeMarks(readMarks(undefined))).toBeUndefined();
  });

  it('are some, or none', () => {
    expect(readMarks('alerts,deployments,else')).toEqual(['deployments', 'alerts']);
    expect(writeMarks([])).toBe('none');
    expect(readMarks('none')).toEqual([]);
  });
});

describe('the mark of a deployment', () => {
  const one = {
    service: 'search',
    version: '1.4',
    environment: 'production',
    status: 'rolled_back',
    triggeredAt: '2026-01-15T10:00:00Z',
    endedAt: '2026-01-15T10:30:00Z',
    updatedAt: '2026-01-15T10:31:00Z',
  };

  it('stands at its end and says what, where and how', () => {
    expect(markOfDeployment(one)).toEqual({
      at: Date.parse(one.endedAt) / 1000,
      label: 'search 1.4 to production: rolled back',
      tone: 'bad',
    });
  });

  it('stands at its begin while it goes on, with what is known', () => {
    const going = { ...one, service: null, version: null, environment: null, status: 'in_progress', endedAt: null };
    expect(markOfDeployment(going)).toEqual({
      at: Date.parse(one.triggeredAt) / 1000,
      label: 'Deployment: in progress',
      tone: 'info',
    });
  });
});

describe('marks close to each other', () => {
  const mark = (at: number, tone: 'info' | 'bad' | 'quiet' = 'info') => ({ at, label: `at ${at}`, tone });

  it('become one, as grave as the gravest', () => {
    expect(gathered([mark(100), mark(3, 'bad'), mark(0, 'quiet')], 10)).toEqual([
      { at: 0, label: 'at 0; at 3', tone: 'bad' },
      mark(100),
    ]);
  });

  it('name the first and count the others', () => {
    expect(
      gathered(
        [0, 1, 2, 3, 4].map((at) => mark(at)),
        10,
      )[0]?.label,
    ).toBe('at 0; at 1; at 2; and 2 more');
  });
});
