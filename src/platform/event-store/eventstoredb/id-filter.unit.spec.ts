import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { FILTER_IDS, hashesOf, IdFilter } from './id-filter.js';

describe('IdFilter', () => {
  it('denies nothing that was added, and when full hardly ever takes an id for another', () => {
    const filter = new IdFilter();
    const added = Array.from({ length: FILTER_IDS }, () => randomUUID());
    added.forEach((id) => filter.add(hashesOf(id)));

    expect(filter.full).toBe(true);
    expect(added.every((id) => filter.mayHold(hashesOf(id)))).toBe(true);
    const mistaken = Array.from({ length: 20_000 }, () => randomUUID()).filter((id) => filter.mayHold(hashesOf(id)));
    // One is expected.
    expect(mistaken.length).toBeLessThan(15);
  });

  it('tells ids apart that differ in their last digit', () => {
    const filter = new IdFilter();
    filter.add(hashesOf('019a0000-0000-7000-8000-000000000001'));
    expect(filter.mayHold(hashesOf('019a0000-0000-7000-8000-000000000002'))).toBe(false);
  });
});
