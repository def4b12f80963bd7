import { describe, expect, it } from 'vitest';
import { assertNotCrossSite, assertSameOrigin } from './same-origin.js';

const request = (method: string, headers: Record<string, string> = {}) => ({
  method,
  headers,
  host: 'monitor.example.com:4040',
});
const own = 'http://monitor.example.com:4040';
const refusal = expect.objectContaining({ code: 'CROSS_ORIGIN_REFUSED', fault: 'forbidden' });

describe('assertSameOrigin', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s pass', (method) => {
    expect(() => assertSameOrigin(request(method), [])).not.toThrow();
  });

  it.each([
    ['the browser says same-origin', { 'sec-fetch-site': 'same-origin' }, []],
    ['the origin is ours', { origin: own }, []],
    [
      'the origin is allowed',
      { origin: 'https://ops.example.com', 'sec-fetch-site': 'same-site' },
      ['https://ops.example.com'],
    ],
  ])('lets POST pass when %s', (_, headers, allowed) => {
    expect(() => assertSameOrigin(request('POST', headers), allowed)).not.toThrow();
  });

  it.each([
    ['nothing shows where it comes from', {}],
    ['the origin is another', { origin: 'https://evil.example.com' }],
    ['the port is another', { origin: 'http://monitor.example.com:8080' }],
    ['the origin is opaque', { origin: 'null' }],
    ['the browser says cross-site', { 'sec-fetch-site': 'cross-site', origin: own }],
    ['the browser says same-site only', { 'sec-fetch-site': 'same-site' }],
    ['nobody but the address bar sent it', { 'sec-fetch-site': 'none' }],
  ])('refuses POST when %s', (_, headers) => {
    expect(() => assertSameOrigin(request('POST', headers), [])).toThrow(refusal);
  });
});

describe('assertNotCrossSite', () => {
  it('lets programs pass, which show no origin', () => {
    expect(() => assertNotCrossSite(request('POST'), [])).not.toThrow();
  });

  it('refuses the page of another site', () => {
    expect(() => assertNotCrossSite(request('POST', { origin: 'https://evil.example.com' }), [])).toThrow(refusal);
  });
});
