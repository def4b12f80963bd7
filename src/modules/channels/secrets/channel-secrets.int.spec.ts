import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import type { ChannelBook } from '../domain/channel-book.decider.js';
import type { CurrentChannels } from '../current-channels.service.js';
import { ChannelSecrets } from './channel-secrets.store.js';
import { MasterKeys } from './master-keys.store.js';
import { SecretsSweep } from './secrets-sweep.service.js';

let database: TestDatabase;
let now = new Date('2026-01-15T10:00:00Z');
let count = 0;
const clock = { now: () => now };
const ids = { next: () => `v${++count}` };
const settings = { roles: [], outboundAllow: [], secretsKey: undefined, secretsKeyPrevious: undefined };
const hex = (byte: number) => Buffer.alloc(32, byte).toString('hex');

const secretsWith = (secretsKey?: string, secretsKeyPrevious?: string) =>
  new ChannelSecrets(
    database.pool,
    new MasterKeys(database.pool, { ...settings, secretsKey, secretsKeyPrevious }),
    clock,
    ids,
  );
const place = (version: string, channelId = 'c1') => ({ channelId, field: 'url', version });
const versions = async () =>
  (await database.pool.query('select version from channels.secrets order by version')).rows.map((row) => row.version);

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.pool.query('truncate channels.secrets, channels.open_incidents');
  count = 0;
  now = new Date('2026-01-15T10:00:00Z');
});
afterAll(() => database.drop());

describe('the secrets of channels', () => {
  it('are read as they were given, and not to be seen in the database', async () => {
    const secrets = secretsWith();
    const version = await secrets.add('c1', 'url', 'https://hooks.example/T0/hunter2');
    expect(await secrets.read(place(version))).toBe('https://hooks.example/T0/hunter2');
    expect(await secrets.read(place('none'))).toBeUndefined();
    const { rows } = await database.pool.query('select s::text, encode(sealed, $1) as bytes from channels.secrets s', [
      'escape',
    ]);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it('do not open at the place of another one', async () => {
    const secrets = secretsWith();
    const version = await secrets.add('c1', 'url', 'hunter2');
    await database.pool.query(`update channels.secrets set channel_id = 'c2'`);
    await expect(secrets.read(place(version, 'c2'))).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
  });

  it('move to a new master key when they are read, from the one before and from our own', async () => {
    const own = await secretsWith().add('c1', 'url', 'first');
    const given = await secretsWith(hex(1)).add('c1', 'url', 'second');
    const rotated = secretsWith(hex(2), hex(1));
    expect([await rotated.read(place(own)), await rotated.read(place(given))]).toEqual(['first', 'second']);
    // Both are wrapped by the new key now, so that the old one can be forgotten.
    expect(await secretsWith(hex(2)).read(place(given))).toBe('second');
    await expect(secretsWith(hex(3)).read(place(given))).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
  });

  it('are kept for thirty days after they were replaced, and go with their channel', async () => {
    const secrets = secretsWith();
    for (const channelId of ['c1', 'c1', 'c2', 'c3']) await secrets.add(channelId, 'url', 'x');
    const book = new Map([
      ['c1', { channelId: 'c1', channel: { secrets: { url: 'v2' } } }],
      ['c2', { channelId: 'c2', channel: { secrets: { url: 'v3' } } }],
    ]) as unknown as ChannelBook;
    const channels = { book: () => Promise.resolve(book) } as CurrentChannels;
    const sweep = new SecretsSweep(secrets, channels, clock, settings, pino({ level: 'silent' }));
    await secrets.retireAllBut('c1', ['v2']);
    await sweep.sweep();
    expect(await versions()).toEqual(['v1', 'v2', 'v3', 'v4']);
    // c3 never came to be: nothing names its secret after an hour.
    now = new Date('2026-01-15T12:00:00Z');
    await sweep.sweep();
    expect(await versions()).toEqual(['v1', 'v2', 'v3']);
    now = new Date('2026-02-15T12:00:00Z');
    await sweep.sweep();
    expect(await versions()).toEqual(['v2', 'v3']);
    await secrets.removeChannel('c2');
    expect(await versions()).toEqual(['v2']);
  });
});
