import { describe, expect, it } from 'vitest';
import { coverageWords, shownState, type Verification } from './verification-words';

const verified = (checkedSize: number, size: number, status = 'verified') =>
  ({ status, checkedSize, size }) as unknown as Verification;

describe('the verification of the event log', () => {
  it('is well only where nearly all of the log was verified', () => {
    expect(shownState(verified(96_000, 96_951))).toBe('verified');
    expect(shownState(verified(0, 0))).toBe('verified');
    expect(shownState(verified(5_024, 96_951))).toBe('partly_verified');
    expect(shownState(verified(5_024, 96_951, 'failed'))).toBe('failed');
  });

  it('says how much of the log that is', () => {
    expect(coverageWords(verified(5_024, 96_951))).toBe('5,024 of 96,951 events');
    expect(coverageWords(verified(96_951, 96_951))).toBe('96,951 events');
  });
});
