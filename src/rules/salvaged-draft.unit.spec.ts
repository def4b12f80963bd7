import { describe, expect, it } from 'vitest';
import { salvagedDraft } from './salvaged-draft.js';

const fieldsOf = (written: unknown) => salvagedDraft(written)?.issues.map(({ path }) => path.join('.'));

describe('a rule with faults of form', () => {
  it('keeps what is right', () => {
    const salvaged = salvagedDraft({
      name: 'a',
      condition: 'sum(',
      unit: 'furlongs',
      channels: ['slack'],
      colour: 'red',
    });
    expect(salvaged?.draft).toMatchObject({ name: 'a', condition: 'sum(', unit: 'none', channels: ['slack'] });
    expect([...(salvaged?.faulty ?? [])].sort()).toEqual(['colour', 'unit']);
  });

  it('has no condition when that, its kind or its parameters are faulty', () => {
    for (const fault of [
      { condition: 5 },
      { kind: 'magic' },
      { kind: 'rate', parameters: {} },
      { kind: 'threshold', condition: 'up > 1' },
    ]) {
      const salvaged = salvagedDraft({ name: 'a', channels: ['slack'], ...fault });
      expect(salvaged?.draft).toMatchObject({ condition: 'vector(0)', channels: ['slack'] });
      expect(salvaged?.faulty.has('condition')).toBe(true);
    }
  });

  it('tells the faults that a fault of the kind hides', () => {
    expect(fieldsOf({ kind: 'magic', unit: 'furlongs', for: 'soon' })).toEqual(['kind', 'name', 'for', 'unit']);
  });

  it('is nothing when it is no object', () => {
    expect(['rule', null, ['rule']].map(salvagedDraft)).toEqual([undefined, undefined, undefined]);
  });
});
