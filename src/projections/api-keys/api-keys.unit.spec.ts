import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { apiKeysProjection, applyToApiKey } from './api-keys.projector.js';

const event = (type: string, data: JsonObject, occurredAt: string): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data,
  meta: {
    occurredAt,
    actor: { type: 'api_key', id: 'a', name: 'the admin' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'apiKey-keyring',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date(occurredAt),
});
const data = { keyId: 'k', name: 'ci', role: 'reporter' };
const created = event(
  'ApiKeyCreated',
  { ...data, hash: 'f'.repeat(64), prefix: 'orc_reporter_abc' },
  '2026-01-01T00:00:00Z',
);
const revoked = event('ApiKeyRevoked', data, '2026-01-02T00:00:00Z');

describe('the api-keys projection', () => {
  it('shows an active key without its hash', () => {
    const row = applyToApiKey(undefined, created);
    expect(row).toMatchObject({ id: 'k', prefix: 'orc_reporter_abc', created_by: 'the admin', revoked_at: null });
    expect(JSON.stringify(row)).not.toContain('f'.repeat(64));
  });

  it('keeps a revoked key, with who revoked it first and when', () => {
    const row = applyToApiKey(applyToApiKey(undefined, created), revoked);
    expect(row).toMatchObject({ revoked_at: new Date('2026-01-02T00:00:00Z'), revoked_by: 'the admin' });
    expect(applyToApiKey(row, event('ApiKeyRevoked', data, '2026-01-03T00:00:00Z'))).toBe(row);
  });

  it('knows nothing of a key that was never made', () => {
    expect(applyToApiKey(undefined, revoked)).toBeUndefined();
  });

  it('files both events under the key', () => {
    const [output] = apiKeysProjection.outputs;
    if (output?.kind !== 'fold') throw new Error('not a fold');
    expect([created, revoked].map((e) => output.keys(e))).toEqual([[['k']], [['k']]]);
  });
});
