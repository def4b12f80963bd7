import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { notificationMessage } from '../../../test/support/notification-messages.js';
import { eventCatalog } from '../../app/event-catalog.js';
import { DomainError } from '../../kernel/domain-error.js';
import { CommandExecutor } from '../../platform/commands/command-executor.js';
import { EventFactory } from '../../platform/commands/event-factory.js';
import { systemClock } from '../../platform/runtime/system-clock.js';
import { uuidIds } from '../../platform/runtime/uuid-ids.js';
import { senderContext } from './channel-context.js';
import { ChannelSender } from './channel-sender.service.js';
import { CurrentChannels } from './current-channels.service.js';
import { channelBookDecider, channelBookStream } from './domain/channel-book.decider.js';
import type { AttemptOutcome } from './sending/answer-outcome.js';

const channel = {
  kind: 'slack' as const,
  config: {},
  secrets: {},
  enabled: true,
  sendResolved: true,
  templates: [],
  messagesPerMinute: null,
  fallback: null,
};
const delivered: AttemptOutcome = { status: 'delivered', detail: 'HTTP 200' };
const refused: AttemptOutcome = { status: 'refused', error: 'HTTP 404' };
const signal = new AbortController().signal;

let log: InMemoryEventLog;
let executor: CommandExecutor;
/** What the sender of the kind does next. */
let next: () => Promise<AttemptOutcome>;
let sent: number;
let sender: ChannelSender;

beforeEach(async () => {
  log = new InMemoryEventLog();
  sent = 0;
  executor = new CommandExecutor(log, eventCatalog, new EventFactory(eventCatalog, systemClock, uuidIds));
  const slack = {
    kind: 'slack' as const,
    deliver: () => {
      sent += 1;
      return next();
    },
  };
  const channels = new CurrentChannels(log, eventCatalog);
  sender = new ChannelSender(channels, [slack], executor, pino({ level: 'silent' }));
  const command = { type: 'create', channelId: 'c1', name: 'ops', channel } as const;
  await executor.execute(channelBookDecider, channelBookStream, command, senderContext('c'));
});

const deliver = (outcome: AttemptOutcome) => {
  next = () => Promise.resolve(outcome);
  return sender.deliver('c1', notificationMessage(), signal);
};
const types = async () => {
  const recorded = await log.readStreams([channelBookStream]);
  return (recorded.get(channelBookStream) ?? []).slice(1).map(({ type }) => type);
};

describe('sending over a channel', () => {
  it('records that it fails and that it delivers again, once each', async () => {
    expect(await deliver(delivered)).toEqual(delivered);
    for (const outcome of [refused, refused, delivered, delivered]) await deliver(outcome);
    await deliver({ status: 'retry', error: 'HTTP 500', retryAfterMs: null });
    expect(await types()).toEqual(['ChannelFailed', 'ChannelRecovered']);
  });

  it('records once that a channel has not delivered for too long, until it delivers', async () => {
    for (let time = 0; time < 2; time++) await sender.noteFailing('c1', 'HTTP 503', 'c');
    await deliver(delivered);
    await sender.noteFailing('gone', 'HTTP 503', 'c');
    expect(await types()).toEqual(['ChannelFailed', 'ChannelRecovered']);
  });

  it('disables a channel whose receiver is gone, and sends no more over it', async () => {
    expect(await deliver({ status: 'refused', error: 'HTTP 410', gone: true })).toEqual({
      status: 'refused',
      error: 'HTTP 410',
    });
    expect(await types()).toEqual(['ChannelFailed', 'ChannelChanged']);
    expect(await deliver(delivered)).toEqual({ status: 'refused', error: 'channel ops is disabled' });
    expect(sent).toBe(1);
  });

  it('takes a secret that cannot be read for a refusal, and anything else for our own fault', async () => {
    next = () =>
      Promise.reject(new DomainError('SECRET_UNREADABLE', 'secrets.url cannot be read', { fault: 'conflict' }));
    expect(await sender.deliver('c1', notificationMessage(), signal)).toEqual({
      status: 'refused',
      error: 'secrets.url cannot be read',
    });
    next = () => Promise.reject(new Error('the database is away'));
    await expect(sender.deliver('c1', notificationMessage(), signal)).rejects.toThrow('the database is away');
    expect(await types()).toEqual(['ChannelFailed']);
  });

  it('says what came of a message also when that cannot be recorded', async () => {
    next = async () => {
      await log.close();
      return refused;
    };
    expect(await sender.deliver('c1', notificationMessage(), signal)).toEqual(refused);
  });

  it('refuses for a channel that is not there', async () => {
    expect(await sender.deliver('gone', notificationMessage(), signal)).toMatchObject({ status: 'refused' });
    expect(sent).toBe(0);
  });
});
