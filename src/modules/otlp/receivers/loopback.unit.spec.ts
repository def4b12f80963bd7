import { describe, expect, it } from 'vitest';
import { loopbackCaller } from './loopback.js';

describe('loopbackCaller', () => {
  it.each(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'])('knows %s for this machine', (address) => {
    expect(loopbackCaller(address, {})).toMatchObject({ name: 'otlp-loopback', role: 'reporter' });
  });

  it.each(['192.0.2.1', '10.0.0.1', '::ffff:192.0.2.1', '2001:db8::1', '::', '', undefined, 'localhost'])(
    'does not know %s for it',
    (address) => {
      expect(loopbackCaller(address, {})).toBeUndefined();
    },
  );

  it.each(['x-forwarded-for', 'forwarded', 'via', 'origin', 'sec-fetch-site'])(
    'takes nobody who speaks for others, by %s',
    (header) => {
      expect(loopbackCaller('127.0.0.1', { [header]: 'x' })).toBeUndefined();
    },
  );
});
