import { describe, expect, it } from 'vitest';
import { redact, storableText } from './redaction.js';

describe('a text', () => {
  it.each([
    ['token ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked', 'token [redacted] leaked'],
    ['sk-ant-api03-abcdefghijklmnopqrstuvwx', '[redacted]'],
    ['postgres://admin:hunter2@db:5432/app', 'postgres://admin:[redacted]@db:5432/app'],
    ['AKIAABCDEFGHIJKLMNOP', '[redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    ['https://hooks.slack.com/services/T0/B0/xyz', '[redacted]'],
    [`our key orc_admin_${'Ab1-'.repeat(10)}x_z leaked`, 'our key [redacted] leaked'],
    [`GET /api/x/orc_reporter_${'a'.repeat(43)}/y`, 'GET /api/x/[redacted]/y'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
    ['OPENAI_API_KEY=sk-abcdefghijklmnopqrstuvwx', 'OPENAI_API_KEY=[redacted]'],
  ])('loses its secret: %s', (text, clean) => expect(storableText(text)).toBe(clean));

  it.each([
    'the task-force of risk-management-and-assessment',
    'basic internationalization support',
    'see https://example.com/a:b@c',
    'a bearer of good tidings',
  ])('without one stays: %s', (text) => expect(storableText(text)).toBe(text));

  it('loses what no database can hold', () => {
    expect(storableText('a\u0000b\ud800c😀')).toBe('a\uFFFDb\uFFFDc😀');
  });

  // Were it not, these would take hours.
  it('is read in linear time', () => {
    expect(storableText(`${'a'.repeat(500_000)}://${':'.repeat(500_000)}`)).toHaveLength(1_000_003);
    expect(storableText('bearer '.repeat(150_000)).length).toBeGreaterThan(0);
  });
});

describe('a value', () => {
  it('under a secret name is replaced as a whole', () => {
    expect(redact('smtp.password', 'hunter2')).toEqual({ value: '[redacted]', paths: [''] });
    expect(redact('api_key', 12345)).toEqual({ value: '[redacted]', paths: [''] });
  });

  it('loses the secrets inside it and keeps the rest', () => {
    const value = { host: 'db', password: 'x', pool: { max_tokens: 5, list: [{ apiKey: 'y' }] }, on: true };
    expect(redact('database', value)).toEqual({
      value: {
        host: 'db',
        password: '[redacted]',
        pool: { max_tokens: 5, list: [{ apiKey: '[redacted]' }] },
        on: true,
      },
      paths: ['/password', '/pool/list/0/apiKey'],
    });
  });

  it('keeps a member named __proto__ a member', () => {
    const value = JSON.parse('{"__proto__": {"a": 1}}') as never;
    expect(JSON.stringify(redact('x', value).value)).toBe('{"__proto__":{"a":1}}');
  });
});
