import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryOutcome, NotificationMessage } from '../../src/modules/channels/domain/notification-message.js';
import type { Resolver } from '../../src/platform/outbound/guarded-lookup.js';
import { startResettingServer, startSilentServer } from '../support/http-receiver.js';
import { notificationMessage, resolvedAlert } from '../support/notification-messages.js';

/** How a receiver behaves. `busy` and `failing`: for now; `refusing`: for good. */
export type Behaviour = 'accepting' | 'busy' | 'failing' | 'refusing';

export interface ContractReceiver {
  readonly port: number;
  /** Everything that it was sent, as text. */
  received(): readonly string[];
  close(): Promise<void>;
}

export interface SendTo {
  readonly host: string;
  readonly port: number;
  readonly message: NotificationMessage;
  readonly signal?: AbortSignal;
  /** Networks that may be reached; by default loopback. */
  readonly allow?: readonly string[];
  readonly resolve?: Resolver;
  /** How long an attempt may take; by default long enough for anything here. */
  readonly timeoutMs?: number;
}

export interface SenderHarness {
  start(behaviour: Behaviour): Promise<ContractReceiver>;
  /** One attempt over a channel that points there. */
  send(to: SendTo): Promise<DeliveryOutcome>;
  /** What must never be told: the secrets of the channel. */
  readonly secrets: readonly string[];
  dispose(): Promise<void>;
}

const firing = notificationMessage();
const over = notificationMessage({ status: 'resolved', reason: 'all_resolved' }, resolvedAlert());
const local = '127.0.0.1';

/** What every sender does, whatever its receivers do. */
export function channelSenderContract(kind: string, open: () => Promise<SenderHarness>): void {
  describe(`a sender of ${kind}`, () => {
    let harness: SenderHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness?.dispose());

    async function attempt(behaviour: Behaviour, change: Partial<SendTo> = {}) {
      const receiver = await harness.start(behaviour);
      try {
        const outcome = await harness.send({ host: local, port: receiver.port, message: firing, ...change });
        return { outcome, received: receiver.received() };
      } finally {
        await receiver.close();
      }
    }

    it.each([
      ['fires', firing, /high-failure-rate/],
      ['is over', over, /./],
    ])('delivers that an alert %s', async (_, message, content) => {
      const { outcome, received } = await attempt('accepting', { message });
      expect(outcome).toEqual({ status: 'delivered', detail: expect.any(String) });
      expect(received).toHaveLength(1);
      expect(received[0]).toMatch(content);
    });

    it('tries again what a receiver does not take just now', async () => {
      for (const behaviour of ['busy', 'failing'] as const) {
        expect((await attempt(behaviour)).outcome).toMatchObject({ status: 'retry' });
      }
    });

    it('takes a refusal for what it is', async () => {
      expect((await attempt('refusing')).outcome).toMatchObject({ status: 'refused' });
    });

    it('waits only so long, and tries again', async () => {
      const silent = await startSilentServer();
      try {
        const to = { host: local, port: silent.port, message: firing };
        expect(await harness.send({ ...to, timeoutMs: 100 })).toEqual({
          status: 'retry',
          error: 'no answer (TIMEOUT)',
          retryAfterMs: null,
        });
        expect(await harness.send({ ...to, signal: AbortSignal.timeout(100) })).toMatchObject({ status: 'retry' });
      } finally {
        await silent.close();
      }
    });

    it('tries again when connections are cut or not taken', async () => {
      const resetting = await startResettingServer();
      const to = { host: local, port: resetting.port, message: firing };
      expect(await harness.send(to)).toMatchObject({ status: 'retry' });
      await resetting.close();
      expect(await harness.send(to)).toMatchObject({ status: 'retry', error: 'no answer (ECONNREFUSED)' });
    });

    it('sends to no address that is not allowed, however it is named', async () => {
      const refused = { status: 'refused', error: expect.stringMatching(/^the address .* ORCHESTRATE_OUTBOUND_ALLOW/) };
      const written = await attempt('accepting', { allow: [] });
      expect(written.outcome).toEqual(refused);
      const meta = await attempt('accepting', { host: '169.254.169.254', allow: ['127.0.0.0/8'] });
      expect(meta.outcome).toEqual(refused);
      const named = await attempt('accepting', {
        host: 'receiver.example',
        allow: [],
        resolve: () => Promise.resolve([{ address: local, family: 4 }]),
      });
      expect(named.outcome).toEqual(refused);
      expect([written, meta, named].flatMap(({ received }) => received)).toEqual([]);
    });

    it('judges a name each time anew, by what it stands for then', async () => {
      const addresses = [local, '10.0.0.1'];
      const resolve: Resolver = () => Promise.resolve([{ address: addresses.shift() ?? local, family: 4 }]);
      const receiver = await harness.start('accepting');
      const to = { host: 'receiver.example', port: receiver.port, message: firing, resolve };
      expect(await harness.send(to)).toMatchObject({ status: 'delivered' });
      expect(await harness.send(to)).toMatchObject({ status: 'refused' });
      expect(receiver.received()).toHaveLength(1);
      await receiver.close();
    });

    it('tells no secret and nothing of what the receiver said but its code', async () => {
      for (const behaviour of ['accepting', 'busy', 'failing', 'refusing'] as const) {
        const told = JSON.stringify((await attempt(behaviour)).outcome);
        for (const secret of [...harness.secrets, 'hunter2']) expect(told).not.toContain(secret);
      }
    });
  });
}
