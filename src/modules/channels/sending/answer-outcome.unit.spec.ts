import { describe, expect, it } from 'vitest';
import { OutboundFailure, OutboundRefused } from '../../../platform/outbound/outbound-failure.js';
import { outcomeOfAnswer, outcomeOfFailure } from './answer-outcome.js';

const now = new Date('2024-01-15T14:00:00Z');
const outcome = (status: number, retryAfter?: string, body = '') => outcomeOfAnswer({ status, retryAfter, body }, now);

describe('what an answer means', () => {
  it.each([200, 201, 202, 204])('%d is delivered', (status) => {
    expect(outcome(status)).toEqual({ status: 'delivered', detail: `HTTP ${status}` });
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('%d is tried again', (status) => {
    expect(outcome(status)).toEqual({ status: 'retry', error: `HTTP ${status}`, retryAfterMs: null });
  });

  it.each([400, 401, 403, 404, 405, 413, 422])('%d is refused for good', (status) => {
    expect(outcome(status)).toEqual({ status: 'refused', error: `HTTP ${status}` });
  });

  it('a redirect is refused, and 410 says that the receiver is gone', () => {
    expect(outcome(302)).toEqual({ status: 'refused', error: 'HTTP 302: redirects are not followed' });
    expect(outcome(410)).toEqual({ status: 'refused', error: 'HTTP 410', gone: true });
  });

  it.each([
    ['7', '', 7_000],
    ['0', '', 0],
    ['86400', '', 3_600_000],
    ['Mon, 15 Jan 2024 14:02:00 GMT', '', 120_000],
    ['Mon, 15 Jan 2024 13:00:00 GMT', '', 0],
    ['soon', '', null],
    [undefined, '{"retry_after":1.5,"ok":false,"error":"rate_limited"}', 1_500],
    [undefined, '{"ok":false, "retry_after": 30}', 30_000],
    [undefined, 'retry_after: 5', null],
  ])('waits as told by %s and %s', (retryAfter, body, ms) => {
    expect(outcome(429, retryAfter, body)).toMatchObject({ status: 'retry', retryAfterMs: ms });
  });

  it('no answer is tried again, where an address is not allowed it is not', () => {
    expect(outcomeOfFailure(new OutboundFailure('ECONNRESET'))).toEqual({
      status: 'retry',
      error: 'no answer (ECONNRESET)',
      retryAfterMs: null,
    });
    expect(outcomeOfFailure(new OutboundFailure('DEPTH_ZERO_SELF_SIGNED_CERT'))).toMatchObject({ status: 'refused' });
    expect(outcomeOfFailure(new OutboundRefused('is a loopback address'))).toEqual({
      status: 'refused',
      error: 'the address is a loopback address',
    });
    expect(() => outcomeOfFailure(new TypeError('a defect'))).toThrow('a defect');
  });
});
