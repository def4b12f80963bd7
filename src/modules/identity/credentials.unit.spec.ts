import { describe, expect, it } from 'vitest';
import { credentialsOf, SESSION_COOKIE } from './credentials.js';

const shown = (headers: Record<string, string>, url = '/api/agents', cookie?: string) =>
  credentialsOf({ headers, url, cookies: cookie === undefined ? {} : { [SESSION_COOKIE]: cookie } });
const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });

describe('what a caller shows', () => {
  it('is a key as a bearer token, or in a header of its own, before a cookie', () => {
    expect(shown({ authorization: 'Bearer k1', 'x-api-key': 'k2' }, '/', 't')).toEqual({ kind: 'key', secret: 'k1' });
    expect(shown({ 'x-api-key': 'k2' }, '/', 't')).toEqual({ kind: 'key', secret: 'k2' });
    expect(shown({}, '/', 't')).toEqual({ kind: 'session', token: 't' });
    expect(shown({})).toBeUndefined();
  });

  it("is a key as a password with Prometheus' own API, and nowhere else", () => {
    expect(shown(basic('promtool:k:1'), '/api/v1/query?query=up')).toEqual({ kind: 'key', secret: 'k:1' });
    expect(shown(basic('proxy:secret'))).toBeUndefined();
    expect(shown(basic('nobody'), '/api/v1/query')).toBeUndefined();
    expect(shown(basic('nobody:'), '/api/v1/query')).toBeUndefined();
    expect(shown({ authorization: 'Basic !' }, '/api/v1/query')).toBeUndefined();
  });
});
