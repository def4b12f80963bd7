import { v5 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { derivedId } from './uuid-ids.js';

const namespace = '8f5c3c0e-6a1d-4f0b-9a53-0c0f5e1d7a42';

describe('a derived id', () => {
  it.each([
    ['one part', ['natural']],
    ['several parts', ['natural', 'ModelCallRecorded', 'agentActivity-s-1', 'req_011CQ7tWbrPeE8mJjzYy4Aaa']],
    ['letters beyond ASCII', ['item', 'Zoë 🙂', 'naïve']],
    ['nothing', ['']],
    ['very long parts', ['x'.repeat(10_000), 'é'.repeat(5_000)]],
  ])('of %s is the UUIDv5 of RFC 9562', (_, parts) => {
    expect(derivedId(...parts)).toBe(v5(parts.join('\u0000'), namespace));
  });

  it('keeps apart what is split differently', () => {
    expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
  });

  it('never changes: what is recorded is known again by it', () => {
    expect(derivedId('natural', 'ModelCallRecorded', 'agentActivity-s-1', 'req_1')).toBe(
      'bb4fe398-52d5-59d7-bc54-af2acdf388dc',
    );
  });
});
