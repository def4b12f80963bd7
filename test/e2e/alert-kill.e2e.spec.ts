import { randomInt } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceivers } from '../support/alert-receivers.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TEST_ADMIN_KEY } from '../support/service.js';
import { SpawnedService } from '../support/spawned-service.js';

const ROUNDS = 2;
/** From before the next evaluation to after the message: anywhere between two steps. */
const LATEST_KILL_MS = 2_500;
const patient = { timeout: 180_000, interval: 250 };

describe('when the service is killed between an event and its message', () => {
  let database: TestDatabase;
  let receivers: AlertReceivers;
  let service: SpawnedService;

  const start = () =>
    SpawnedService.start({
      DATABASE_URL: database.url,
      ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY,
      ORCHESTRATE_ALERT_INTERVAL: '1s',
      ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8',
      ORCHESTRATE_DEFAULT_RULES: 'false',
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    receivers = await AlertReceivers.start();
    service = await start();
  });
  afterAll(async () => {
    await service.end('SIGKILL');
    await receivers.close();
    await database.drop();
  });

  async function send(method: string, path: string, body: object): Promise<void> {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TEST_ADMIN_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  const told = (status: string) =>
    [...receivers.webhookMessages().values()].filter((message) => message.status === status).length;
  const triggers = () => receivers.pagerDutyActions().filter(({ action }) => action === 'trigger');
  const resolves = () => receivers.pagerDutyActions().filter(({ action }) => action === 'resolve');
  const keys = (actions: readonly { readonly key: string }[]) => [...new Set(actions.map(({ key }) => key))];

  /** The moment of the kill is not what is waited for: it is what is tried out. */
  async function killSoon(): Promise<void> {
    await after(randomInt(LATEST_KILL_MS));
    await service.end('SIGKILL');
    service = await start();
  }

  it('every alert is told, and told to be over, under one id each', async () => {
    const [, , pagerDuty, webhook] = receivers.channels;
    for (const channel of [pagerDuty!, webhook!]) await send('POST', '/api/channels', channel);
    await send('PUT', '/api/notification-policy', { groupInterval: '1s' });
    await send('POST', '/api/alerts/rules', {
      ...{ name: 'queue-backup', condition: 'orchestrate_queue_depth > 100', severity: 'critical' },
      channels: ['pagerduty', 'webhook'],
    });
    for (let round = 1; round <= ROUNDS; round++) {
      await send('PUT', '/api/queues/webhook_events', { depth: 250 });
      await killSoon();
      await expect.poll(() => [told('firing'), keys(triggers()).length], patient).toEqual([round, round]);
      await send('PUT', '/api/queues/webhook_events', { depth: 1 });
      await killSoon();
      await expect.poll(() => [told('resolved'), keys(resolves()).length], patient).toEqual([round, round]);
    }
    // Attempts may have been made twice; what tells of one alert always has the same key and never the wrong order.
    expect(keys(resolves())).toEqual(keys(triggers()));
    const actions = receivers.pagerDutyActions();
    for (const key of keys(triggers())) {
      const own = actions.filter((one) => one.key === key).map(({ action }) => action);
      expect(own.lastIndexOf('trigger')).toBeLessThan(own.indexOf('resolve'));
    }
    expect(told('firing') + told('resolved')).toBe(2 * ROUNDS);
  }, 600_000);
});
