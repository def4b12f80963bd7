import { describe, expect, it } from 'vitest';
import { callerOfAddress } from './caller-address.js';
import { FailedAttempts } from './failed-attempts.limiter.js';

function movableClock() {
  let at = Date.UTC(2026, 0, 1);
  return { now: () => new Date(at), advance: (ms: number) => void (at += ms) };
}

function failing(attempts: FailedAttempts, ip: string, times: number): void {
  for (let n = 0; n < times; n++) attempts.recordFailure(ip);
}

describe('FailedAttempts', () => {
  it('blocks the caller from the tenth failure until its window ends', () => {
    const clock = movableClock();
    const attempts = new FailedAttempts(clock);
    failing(attempts, '192.0.2.1', 9);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(0);
    clock.advance(15_500);
    failing(attempts, '192.0.2.1', 1);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(45);
    clock.advance(44_499);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(1);
    clock.advance(1);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(0);
  });

  it('does not lengthen the block for attempts made during it', () => {
    const clock = movableClock();
    const attempts = new FailedAttempts(clock);
    failing(attempts, '192.0.2.1', 500);
    clock.advance(60_000);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(0);
    failing(attempts, '192.0.2.1', 9);
    expect(attempts.blockedSeconds('192.0.2.1')).toBe(0);
  });

  it('leaves other callers alone', () => {
    const attempts = new FailedAttempts(movableClock());
    failing(attempts, '192.0.2.1', 10);
    expect(attempts.blockedSeconds('192.0.2.2')).toBe(0);
  });

  it('takes the addresses of one IPv6 network for one caller', () => {
    const attempts = new FailedAttempts(movableClock());
    for (let n = 0; n < 10; n++) attempts.recordFailure(`2001:db8:1:2::${n.toString(16)}`);
    expect(attempts.blockedSeconds('2001:db8:1:2:ffff::1')).toBe(60);
    expect(attempts.blockedSeconds('2001:db8:1:3::1')).toBe(0);
  });

  it('forgets the oldest caller when there are too many', () => {
    const attempts = new FailedAttempts(movableClock(), { limit: 1, maxCallers: 2 });
    attempts.recordFailure('192.0.2.1');
    attempts.recordFailure('192.0.2.2');
    attempts.recordFailure('192.0.2.3');
    expect(['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((ip) => attempts.blockedSeconds(ip))).toEqual([0, 60, 60]);
  });
});

describe('callerOfAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:0db8:0001:0002:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s for %s', (ip, caller) => {
    expect(callerOfAddress(ip)).toBe(caller);
  });
});
