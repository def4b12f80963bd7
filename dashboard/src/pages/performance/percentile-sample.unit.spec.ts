import { describe, expect, it } from 'vitest';
import { sampleWords, shortSampleWords } from './percentile-sample';

describe('percentiles', () => {
  it('say that they are of a sample, and of how many runs', () => {
    const analysis = { percentilesFrom: { runs: 10_012, of: 40_001 } };
    expect(sampleWords(analysis)).toBe('p50, p95 and p99 are those of a sample: 10,012 of 40,001 finished runs');
    expect(shortSampleWords(analysis)).toBe('of a sample of 10,012 runs');
  });

  it('say nothing where they are exact, or not known yet', () => {
    expect([sampleWords({ percentilesFrom: null }), shortSampleWords({ percentilesFrom: null })]).toEqual([
      undefined,
      undefined,
    ]);
    expect(sampleWords(undefined)).toBeUndefined();
  });
});
