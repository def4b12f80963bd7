import { describe, expect, it } from 'vitest';
import { alertMessage, notificationMessage, resolvedAlert } from '../../../../test/support/notification-messages.js';
import { renderAlertmanagerAlerts, renderAlertmanagerWebhook } from './render-alertmanager.js';
import { renderEmail } from './render-email.js';
import { renderPagerDuty } from './render-pagerduty.js';
import { renderWebhook } from './render-webhook.js';

const nasty = alertMessage({
  ruleName: 'a\r\nBcc: all@example.com',
  annotations: { description: '</p><script>alert("x")</script>\n2nd & last' },
  labels: { agent: '<img src=x>', note: '😀' },
});

describe('a mail', () => {
  it('says the same as Slack, in text and in HTML', () => {
    const { subject, text, html } = renderEmail(notificationMessage(), []);
    expect(subject).toBe('🚨 CRITICAL: high-failure-rate');
    expect(text).toBe(`🚨 CRITICAL: high-failure-rate

Agent failure rate exceeds 20% in the last 5 minutes.

Current value: 35%
Threshold: 20%
Triggered at: 2024-01-15 14:32:00 UTC

View Dashboard: https://orchestrate.example.com/alerts/123
`);
    expect(html).toContain('Current value: 35%<br>\nThreshold: 20%<br>');
    expect(html).toContain('<a href="https://orchestrate.example.com/alerts/123">View Dashboard</a>');
  });

  it('has one subject and no markup but its own', () => {
    const { subject, html } = renderEmail(notificationMessage({}, nasty, resolvedAlert()), [
      { severity: null, title: '{{rule}}\n{{description}}', body: '<b>{{description}}</b> {{labels.agent}}' },
    ]);
    expect(subject).toBe('a Bcc: all@example.com </p><script>alert("x")</script> 2nd & last');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html).toContain('&lt;b&gt;&lt;/p&gt;&lt;script&gt;');
    expect(html).not.toContain('href="javascript:');
    expect(renderEmail(notificationMessage({}, alertMessage({ url: 'javascript:1' })), []).html).not.toContain('href');
  });
});

describe('events for PagerDuty', () => {
  it('trigger, acknowledge and resolve the incident of an alert', () => {
    const events = renderPagerDuty(
      notificationMessage(
        {},
        alertMessage({ alertId: 'a', runbookUrl: 'https://runbooks.example/1' }),
        alertMessage({ alertId: 'b', acknowledgedBy: 'kim' }),
        resolvedAlert({ alertId: 'c' }),
      ),
      [],
    );
    expect(events.slice(1)).toEqual([
      { event_action: 'acknowledge', dedup_key: 'b' },
      { event_action: 'resolve', dedup_key: 'c' },
    ]);
    expect(events[0]).toMatchObject({
      event_action: 'trigger',
      dedup_key: 'a',
      links: [{ text: 'View Dashboard' }, { href: 'https://runbooks.example/1' }],
      payload: {
        summary: 'high-failure-rate: Agent failure rate exceeds 20% in the last 5 minutes.',
        source: 'orchestrate',
        severity: 'critical',
        timestamp: '2024-01-15T14:32:00.000Z',
        custom_details: { value: '0.35', threshold: '0.2' },
      },
    });
  });

  it('keep within what PagerDuty takes', () => {
    const labels = { agent: 'x'.repeat(600_000) };
    const [event] = renderPagerDuty(
      notificationMessage({}, alertMessage({ labels, annotations: { description: 'y'.repeat(9_000) } })),
      [],
    );
    const payload = event!['payload'] as { summary: string; source: string };
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(512 * 1_024);
    expect([payload.summary.length, payload.source.length]).toEqual([1_024, 255]);
  });

  it('say what the templates say', () => {
    const templates = [{ severity: 'critical' as const, title: 'P1 {{rule}}', body: 'body {{value|percent}}' }];
    const [event] = renderPagerDuty(notificationMessage(), templates);
    expect(event!['payload']).toMatchObject({
      summary: 'P1 high-failure-rate',
      custom_details: { description: 'body 35%' },
    });
    const [other] = renderPagerDuty(notificationMessage({}, alertMessage({ severity: 'info' })), templates);
    expect(other!['payload']).toMatchObject({ summary: expect.stringMatching(/^high-failure-rate: /) });
  });
});

describe('a test', () => {
  it('says so in the subject of its mail and in the summary of its incident', () => {
    const test = notificationMessage({ reason: 'test' });
    expect(renderEmail(test, []).subject).toBe('🧪 TEST: high-failure-rate (critical)');
    const [event] = renderPagerDuty(test, []);
    expect(event!['payload']).toMatchObject({ summary: '🧪 TEST: high-failure-rate (critical)' });
  });
});

describe('bodies of webhooks', () => {
  it('hold the message and its words', () => {
    expect(renderWebhook(notificationMessage({}, nasty), [])).toMatchObject({
      type: 'alert.firing',
      timestamp: '2024-01-15T14:32:01.000Z',
      data: {
        id: '0197a000-0000-7000-8000-000000000001',
        reason: 'first',
        alerts: [{ alertId: '123', value: '0.35', shownValue: '35%', shownThreshold: '20%', labels: { note: '😀' } }],
      },
    });
  });

  it('are those of Alertmanager where they are to be', () => {
    const message = notificationMessage(
      { omitted: 2 },
      alertMessage({ labels: { alertname: 'x', team: 'core', agent: 'a' } }),
      resolvedAlert({ labels: { alertname: 'x', team: 'core', agent: 'b' } }),
    );
    expect(renderAlertmanagerWebhook(message, 'ops')).toMatchObject({
      version: '4',
      receiver: 'ops',
      truncatedAlerts: 2,
      commonLabels: { alertname: 'high-failure-rate', severity: 'critical', team: 'core' },
      commonAnnotations: { description: 'Agent failure rate exceeds 20% in the last 5 minutes.' },
      externalURL: 'https://orchestrate.example.com',
      alerts: [
        { status: 'firing', startsAt: '2024-01-15T14:32:00.000Z', endsAt: '0001-01-01T00:00:00Z', fingerprint: 'f1' },
        { status: 'resolved', endsAt: '2024-01-15T14:40:00.000Z' },
      ],
    });
  });

  it('tell Alertmanager until when an alert is known to fire', () => {
    const now = new Date('2024-01-15T15:00:00Z');
    const alerts = renderAlertmanagerAlerts(notificationMessage({}, alertMessage(), resolvedAlert()), now, 3_600_000);
    expect(alerts.map(({ endsAt }) => endsAt)).toEqual(['2024-01-15T16:00:00.000Z', '2024-01-15T14:40:00.000Z']);
    expect(alerts[0]!.labels).toEqual({ alertname: 'high-failure-rate', severity: 'critical' });
  });
});
