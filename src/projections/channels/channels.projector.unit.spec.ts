import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { presentChannel } from './channel.response.js';
import { type ChannelRow, channelsProjection } from './channels.projector.js';

const event = (type: string, time: string, data: JsonObject): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { channelId: 'c1', name: 'ops', ...data },
  meta: {
    occurredAt: at(time).toISOString(),
    actor: { type: 'api_key', id: 'key-1', name: 'the admin' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'channels-book',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: at(time),
});
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);
const channel = (change: JsonObject = {}): JsonObject => ({
  kind: 'slack',
  config: { host: 'hooks.slack.com' },
  secrets: { url: 'v1' },
  enabled: true,
  sendResolved: true,
  templates: [],
  messagesPerMinute: null,
  fallback: null,
  ...change,
});
const created = event('ChannelCreated', '10:00', { channel: channel() });

const [output] = channelsProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<ChannelRow | undefined>((row, one) => output.apply(row, one, ['c1']) as ChannelRow, undefined);
const shown = (...events: readonly RecordedEvent[]) => presentChannel(fold(...events)!);

describe('the channels projection', () => {
  it('shows a channel without versions and values of its secrets', () => {
    expect(shown(created)).toMatchObject({
      id: 'c1',
      name: 'ops',
      kind: 'slack',
      config: { host: 'hooks.slack.com' },
      secrets: { url: { set: true, changedAt: '2026-01-15T10:00:00.000Z' } },
      health: 'unknown',
      createdBy: 'the admin',
    });
    expect(JSON.stringify(shown(created))).not.toContain('v1');
  });

  it('knows since when each secret holds', () => {
    const changed = event('ChannelChanged', '11:00', {
      channel: channel({ secrets: { url: 'v1', token: 'v7' }, enabled: false }),
    });
    expect(shown(created, changed)).toMatchObject({
      enabled: false,
      secrets: { url: { changedAt: at('10:00').toISOString() }, token: { changedAt: at('11:00').toISOString() } },
      updatedAt: at('11:00').toISOString(),
    });
  });

  it('says how it is, and since when', () => {
    const failed = (time: string) => event('ChannelFailed', time, { reason: 'HTTP 404' });
    expect(shown(created, failed('11:00'), failed('12:00'))).toMatchObject({
      health: 'failing',
      healthReason: 'HTTP 404',
      healthSince: at('11:00').toISOString(),
    });
    expect(shown(created, failed('11:00'), event('ChannelRecovered', '12:00', {}))).toMatchObject({
      health: 'healthy',
      healthReason: null,
      healthSince: at('12:00').toISOString(),
    });
  });

  it('is healthy after a test that got through, and no other for one that did not', () => {
    const tested = (succeeded: boolean) => event('ChannelTested', '11:00', { succeeded, detail: 'x' });
    expect(shown(created, tested(false))).toMatchObject({ health: 'unknown', testedAt: at('11:00').toISOString() });
    expect(shown(created, tested(true))).toMatchObject({ health: 'healthy', testedAt: at('11:00').toISOString() });
  });

  it('has no deleted channel, and none that was never created', () => {
    expect(fold(created, event('ChannelDeleted', '11:00', {}))).toBeUndefined();
    expect(fold(event('ChannelRecovered', '11:00', {}))).toBeUndefined();
    expect(output.keys(created)).toEqual([['c1']]);
  });
});
