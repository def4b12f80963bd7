import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceivers } from '../support/alert-receivers.js';
import { startTestService, type TestService } from '../support/service.js';

const patient = { timeout: 120_000, interval: 200 };

describe('an alert', () => {
  let service: TestService;
  let receivers: AlertReceivers;

  beforeAll(async () => {
    receivers = await AlertReceivers.start();
    service = await startTestService({
      env: {
        ORCHESTRATE_ALERT_INTERVAL: '1s',
        ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8',
      },
    });
  });
  afterAll(async () => {
    await service.close();
    await receivers.close();
  });

  const depth = (value: number) => service.request('PUT', '/api/queues/webhook_events', { body: { depth: value } });

  it('is told over every channel once when it fires, taken, and told once when it is over', async () => {
    for (const channel of receivers.channels) {
      expect(await service.post('/api/channels', channel)).toMatchObject({ status: 201 });
    }
    // More than one change in five minutes is told apart.
    const policy = await service.get('/api/notification-policy');
    const { status } = await service.request('PUT', '/api/notification-policy', { body: { groupInterval: '1s' } });
    expect([policy.status, status]).toEqual([200, 200]);
    const rule = {
      ...{ name: 'queue-backup', condition: "orchestrate_queue_depth{queue='webhook_events'} > 100", for: '2s' },
      ...{ severity: 'critical', channels: ['slack', 'email', 'pagerduty', 'webhook'] },
      annotations: { description: 'The queue {{ $labels.queue }} backs up <!channel>.' },
    };
    expect(await service.post('/api/alerts/rules', rule)).toMatchObject({ status: 201 });
    await depth(250);

    await expect.poll(() => receivers.slack.received.length, patient).toBe(1);
    await expect.poll(() => receivers.mail.received.length, patient).toBe(1);
    await expect.poll(() => receivers.pagerDuty.received.length, patient).toBe(1);
    await expect.poll(() => receivers.webhook.received.length, patient).toBe(1);
    const [alert] = (await service.get('/api/alerts?status=active')).body.items;
    const [text = ''] = receivers.slackTexts();
    expect(text).toMatch(/^🚨 CRITICAL: queue-backup\n\nThe queue webhook_events backs up &lt;!channel&gt;\.\n\n/);
    expect(text).toMatch(/Current value: 250\nThreshold: 100\nTriggered at: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n\n/);
    expect(text).toContain(alert.id);
    expect(receivers.mailSubjects()).toEqual([expect.stringMatching(/CRITICAL.*queue-backup/)]);
    expect(receivers.pagerDutyActions()).toEqual([{ action: 'trigger', key: expect.any(String) }]);
    expect([...receivers.webhookMessages().values()]).toEqual([expect.objectContaining({ status: 'firing' })]);

    expect(await service.post(`/api/alerts/${alert.id}/acknowledge`, { note: 'on it' })).toMatchObject({ status: 200 });
    await expect
      .poll(() => receivers.pagerDutyActions().map(({ action }) => action), patient)
      .toEqual(['trigger', 'acknowledge']);

    await depth(3);
    await expect
      .poll(() => receivers.pagerDutyActions().map(({ action }) => action), patient)
      .toEqual(['trigger', 'acknowledge', 'resolve']);
    expect(new Set(receivers.pagerDutyActions().map(({ key }) => key)).size).toBe(1);
    await expect.poll(() => receivers.slackTexts().at(-1), patient).toMatch(/RESOLVED: queue-backup[^]*3/);
    await expect.poll(() => receivers.mailSubjects().at(-1), patient).toMatch(/RESOLVED.*queue-backup/i);
    await expect
      .poll(() => [...receivers.webhookMessages().values()].map((message) => message.status), patient)
      .toEqual(expect.arrayContaining(['firing', 'resolved']));

    // What is told, is told once, and the log knows of each message.
    await expect
      .poll(async () => (await service.get('/api/notifications?status=sent&limit=100')).body.total, patient)
      .toBeGreaterThanOrEqual(8);
    expect(receivers.slackTexts().filter((one) => one.includes('CRITICAL'))).toHaveLength(1);
    expect(receivers.slackTexts().filter((one) => one.includes('RESOLVED'))).toHaveLength(1);
    expect(receivers.webhook.received).toHaveLength(receivers.webhookMessages().size);
  });

  it('is not told while somebody has silenced its rule', async () => {
    const rule = { name: 'quiet', condition: 'vector(1)', channels: ['slack'], severity: 'warning', enabled: false };
    expect(await service.post('/api/alerts/rules', rule)).toMatchObject({ status: 201 });
    const silenced = await service.post('/api/alerts/rules/quiet/silence', { duration: '1h', comment: 'a test' });
    expect(silenced.status).toBeLessThan(300);
    expect(await service.post('/api/alerts/rules/quiet/enable', {})).toMatchObject({ status: 200 });
    await expect
      .poll(async () => (await service.get('/api/alerts?rule=quiet')).body.items[0]?.status, patient)
      .toBe('silenced');
    expect(receivers.slackTexts().filter((one) => one.includes('quiet'))).toEqual([]);
  });

  it('can be tried: each channel says what came of it', async () => {
    const { status, body } = await service.post('/api/alerts/rules/queue-backup/test', {});
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toMatch(/slack[^]*email[^]*pagerduty[^]*webhook|webhook/);
    expect(receivers.slackTexts().at(-1)).toMatch(/test/i);
  });
});
