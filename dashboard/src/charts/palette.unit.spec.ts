import { describe, expect, it } from 'vitest';
import { seriesColour, seriesStyles } from './palette';

describe('palette', () => {
  it('gives a name the same colour wherever and with whomever it is shown', () => {
    const alone = seriesStyles(['some-agent']).get('some-agent')?.colour;
    const among = seriesStyles(['bug-fixer', 'some-agent', 'zeta']).get('some-agent')?.colour;
    expect(alone).toBe(among);
    expect(alone).toBe(seriesColour('some-agent'));
  });

  it('tells apart by dashes what shares a colour', () => {
    const names = Array.from({ length: 30 }, (_, index) => `agent-${index}`);
    const looks = [...seriesStyles(names).values()].map(({ colour, dash }) => `${colour} ${dash?.join() ?? 'solid'}`);
    expect(new Set(looks).size).toBeGreaterThanOrEqual(28);
  });
});
