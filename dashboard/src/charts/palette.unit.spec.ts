import { afterEach, describe, expect, it } from 'vitest';
import { fillOf, rememberNames, seriesColour, seriesStyle, seriesStyles } from './palette';

const coloursOf = (names: readonly string[]) => {
  const styles = seriesStyles(names);
  return names.map((name) => styles.get(name)!.colour);
};

describe('palette', () => {
  it('gives a name the same colour wherever and with whomever it is shown', () => {
    const alone = seriesStyles(['some-agent']).get('some-agent')?.colour;
    const among = seriesStyles(['bug-fixer', 'some-agent', 'zeta']).get('some-agent')?.colour;
    expect(alone).toBe(among);
    expect(alone).toBe(seriesColour('some-agent'));
  });

  it('gives no two names of a chart the same colour, as long as there are colours', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => `name-${index}`);
    expect(new Set(coloursOf(twelve)).size).toBe(12);
    const models = ['claude-opus-4-1', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'gpt-5-codex', 'gemini-2.5-pro'];
    expect(new Set(coloursOf(models)).size).toBe(models.length);
    expect(coloursOf(models)).toEqual(models.map(seriesColour));
  });

  it('moves only names that share their colour, the same ones in any order', () => {
    const names = Array.from({ length: 9 }, (_, index) => `agent-${index}`);
    const styles = seriesStyles(names);
    expect([...seriesStyles(names.toReversed())].toSorted()).toEqual([...styles].toSorted());
    for (const name of names) {
      const shared = names.filter((other) => seriesColour(other) === seriesColour(name)).length > 1;
      if (!shared) expect(styles.get(name)!.colour).toBe(seriesColour(name));
    }
  });

  it('leaves the names that meet often theirs', () => {
    const others = Array.from({ length: 10 }, (_, index) => `a-${index}`);
    expect(seriesStyles([...others, 'bug-fixer', 'planner']).get('planner')!.colour).toBe(seriesColour('planner'));
  });

  it('tells apart by dashes what shares a colour', () => {
    const names = Array.from({ length: 30 }, (_, index) => `agent-${index}`);
    const looks = [...seriesStyles(names).values()].map(({ colour, dash }) => `${colour} ${dash?.join() ?? 'solid'}`);
    expect(new Set(looks).size).toBe(30);
  });

  it('hatches what shares a colour, where there are no lines', () => {
    const names = Array.from({ length: 30 }, (_, index) => `agent-${index}`);
    expect(new Set([...seriesStyles(names).values()].map(fillOf)).size).toBe(30);
  });
});

describe('names that the service knows', () => {
  const types = Array.from({ length: 20 }, (_, index) => `type-${index}`);
  afterEach(() => rememberNames('type', []));

  it('look the same alone, among some and among all', () => {
    rememberNames('type', types);
    const all = seriesStyles(types);
    expect(new Set([...all.values()].map(fillOf)).size).toBe(20);
    for (const name of types) {
      expect(seriesStyle(name)).toEqual(all.get(name));
      expect(seriesStyles([name, 'bug-fixer', 'other']).get(name)).toEqual(all.get(name));
    }
  });

  it('keep their look beside names that nobody knows, which get others', () => {
    rememberNames('type', types);
    const styles = seriesStyles([...types, ...types.map((name) => `new-${name}`)]);
    expect(new Set([...styles.values()].map(fillOf)).size).toBe(40);
    expect(styles.get('type-7')).toEqual(seriesStyle('type-7'));
  });
});
