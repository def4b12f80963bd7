import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { encodeStatus, statusAsJson } from './google-status.js';

const root = protobuf.parse(`
  syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
`).root;
const decode = (type: string, bytes: Uint8Array) => root.lookupType(type).decode(bytes).toJSON();

describe('encodeStatus', () => {
  it('writes code and message', () => {
    expect(decode('Status', encodeStatus({ code: 16, message: 'no key: ä' }))).toEqual({
      code: 16,
      message: 'no key: ä',
    });
  });

  it('is the same as JSON', () => {
    expect(statusAsJson({ code: 16, message: 'no key' })).toEqual({ code: 16, message: 'no key' });
    expect(statusAsJson({ code: 8, message: 'busy', retryAfterSeconds: 300 })).toEqual({
      code: 8,
      message: 'busy',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '300s' }],
    });
  });

  it('tells the time to come again as RetryInfo', () => {
    const status = decode('Status', encodeStatus({ code: 8, message: 'busy', retryAfterSeconds: 300 }));
    const [info] = status['details'] as [{ typeUrl: string; value: string }];
    expect(info.typeUrl).toBe('type.googleapis.com/google.rpc.RetryInfo');
    expect(decode('RetryInfo', Buffer.from(info.value, 'base64'))).toEqual({ retryDelay: { seconds: '300' } });
  });
});
