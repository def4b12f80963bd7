import { describe, expect, it } from 'vitest';
import type { ChannelData, ChannelEvent } from '../../../events/channel.events.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { channelBookDecider, type ChannelBookCommand } from './channel-book.decider.js';

const channel = (change: Partial<ChannelData> = {}): ChannelData => ({
  kind: 'slack',
  config: {},
  secrets: { url: 'v1' },
  enabled: true,
  sendResolved: true,
  templates: [],
  messagesPerMinute: null,
  fallback: null,
  ...change,
});
const { decide, evolve, initial } = channelBookDecider;
const fold = (events: readonly ChannelEvent[]) => events.reduce(evolve, initial);
const after = (...commands: readonly ChannelBookCommand[]) =>
  commands.reduce<readonly ChannelEvent[]>((events, one) => [...events, ...decide(one, fold(events))], []);
const created = (name: string, change: Partial<ChannelData> = {}): ChannelBookCommand => ({
  type: 'create',
  channelId: `id-${name}`,
  name,
  channel: channel(change),
});
const refusalOf = (command: ChannelBookCommand, ...before: readonly ChannelBookCommand[]) => {
  try {
    decide(command, fold(after(...before)));
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.fields.map(({ field }) => field).join()}`.trim();
    throw error;
  }
  return 'accepted';
};
const typesOf = (command: ChannelBookCommand, ...before: readonly ChannelBookCommand[]) =>
  decide(command, fold(after(...before))).map(({ type }) => type);

describe('the channel book', () => {
  it('has each name once, until its channel is deleted', () => {
    expect(refusalOf(created('ops'), created('ops'))).toBe('CHANNEL_EXISTS name');
    expect(refusalOf(created('ops'), created('ops'), { type: 'delete', channelId: 'id-ops', force: false })).toBe(
      'accepted',
    );
  });

  it('knows no channel that it does not have', () => {
    for (const command of [
      { type: 'change', channelId: 'x', channel: channel() },
      { type: 'delete', channelId: 'x', force: true },
      { type: 'recordTest', channelId: 'x', succeeded: true, detail: '' },
    ] as const) {
      expect(refusalOf(command, created('ops'))).toBe('CHANNEL_UNKNOWN');
    }
  });

  it('tells a change whole, with what was, and nothing where nothing changed', () => {
    const change = (to: ChannelData): ChannelBookCommand => ({ type: 'change', channelId: 'id-ops', channel: to });
    expect(decide(change(channel()), fold(after(created('ops'))))).toEqual([]);
    expect(decide(change(channel({ enabled: false })), fold(after(created('ops'))))).toEqual([
      {
        type: 'ChannelChanged',
        data: { channelId: 'id-ops', name: 'ops', channel: channel({ enabled: false }), previous: channel() },
      },
    ]);
    expect(refusalOf(change(channel({ kind: 'email' })), created('ops'))).toBe('CHANNEL_INVALID kind');
  });

  it('takes as fallback another channel that there is, and no circle', () => {
    expect(refusalOf(created('ops', { fallback: 'mail' }))).toBe('CHANNEL_INVALID fallback');
    expect(refusalOf(created('ops', { fallback: 'ops' }))).toBe('CHANNEL_INVALID fallback');
    const circle: ChannelBookCommand = { type: 'change', channelId: 'id-mail', channel: channel({ fallback: 'ops' }) };
    expect(refusalOf(circle, created('mail'), created('ops', { fallback: 'mail' }))).toBe('CHANNEL_INVALID fallback');
  });

  it('deletes the fallback of others only when forced, and they have none then', () => {
    const before = [created('mail'), created('ops', { fallback: 'mail' })];
    const remove = (force: boolean): ChannelBookCommand => ({ type: 'delete', channelId: 'id-mail', force });
    expect(refusalOf(remove(false), ...before)).toBe('CHANNEL_IN_USE');
    expect(typesOf(remove(true), ...before)).toEqual(['ChannelChanged', 'ChannelDeleted']);
    expect([...fold(after(...before, remove(true))).values()]).toMatchObject([
      { name: 'ops', channel: { fallback: null } },
    ]);
  });

  it('tells of a failure and a recovery once each', () => {
    const fail: ChannelBookCommand = { type: 'fail', channelId: 'id-ops', reason: 'HTTP 404', disable: false };
    const recover: ChannelBookCommand = { type: 'recover', channelId: 'id-ops' };
    expect(typesOf(recover, created('ops'))).toEqual([]);
    expect(typesOf(fail, created('ops'))).toEqual(['ChannelFailed']);
    expect(typesOf(fail, created('ops'), fail)).toEqual([]);
    expect(typesOf(recover, created('ops'), fail)).toEqual(['ChannelRecovered']);
    expect(typesOf({ ...fail, disable: true }, created('ops'))).toEqual(['ChannelFailed', 'ChannelChanged']);
    expect(typesOf({ ...fail, disable: true }, created('ops', { enabled: false }), fail)).toEqual([]);
    expect(typesOf(fail)).toEqual([]);
  });

  it('passes over events that a newer version appended', () => {
    const book = fold(after(created('ops')));
    expect(evolve(book, { type: 'ChannelPainted', data: { channelId: 'id-ops' } } as never)).toBe(book);
  });
});
