import { describe, expect, it } from 'vitest';
import { alertMessage, notificationMessage, resolvedAlert } from '../../../../test/support/notification-messages.js';
import { renderSlack } from './render-slack.js';

describe('a message to Slack', () => {
  it('is the one of the documentation, to the letter', () => {
    const { text, blocks } = renderSlack(notificationMessage(), []);
    expect(text).toBe(`🚨 CRITICAL: high-failure-rate

Agent failure rate exceeds 20% in the last 5 minutes.

Current value: 35%
Threshold: 20%
Triggered at: 2024-01-15 14:32:00 UTC

[View Dashboard](https://orchestrate.example.com/alerts/123)`);
    expect(blocks.map((block) => block.text.text)).toEqual([
      '🚨 CRITICAL: high-failure-rate',
      'Agent failure rate exceeds 20% in the last 5 minutes.',
      'Current value: 35%\nThreshold: 20%\nTriggered at: 2024-01-15 14:32:00 UTC',
      '<https://orchestrate.example.com/alerts/123|View Dashboard>',
    ]);
  });

  it('says first that it is a test, also by a template', () => {
    const test = notificationMessage({ reason: 'test' });
    const { text, blocks } = renderSlack(test, []);
    expect(text).toMatch(/^🧪 TEST: high-failure-rate \(critical\)\n\n/);
    expect(blocks[0]!.text.text).toBe('🧪 TEST: high-failure-rate (critical)');
    const own = [{ severity: null, title: 'P1 {{rule}}', body: null }];
    expect(renderSlack(test, own).blocks[0]!.text.text).toBe('🧪 TEST: P1 high-failure-rate');
  });

  it('tells that it is over, with the value now', () => {
    const { text } = renderSlack(
      notificationMessage({ status: 'resolved', reason: 'all_resolved' }, resolvedAlert()),
      [],
    );
    expect(text).toBe(`✅ RESOLVED: high-failure-rate

Agent failure rate exceeds 20% in the last 5 minutes.

Current value: 5%
Threshold: 20%
Triggered at: 2024-01-15 14:32:00 UTC
Resolved at: 2024-01-15 14:40:00 UTC

[View Dashboard](https://orchestrate.example.com/alerts/123)`);
    const gone = renderSlack(notificationMessage({}, resolvedAlert({ value: null, threshold: null })), []);
    expect(gone.text).toContain('\n\nCurrent value: no data\nTriggered at: ');
  });

  it('tells who has acknowledged it', () => {
    const { text } = renderSlack(notificationMessage({}, alertMessage({ acknowledgedBy: 'kim' })), []);
    expect(text).toMatch(/^👀 ACKNOWLEDGED: high-failure-rate\n[^]*\nAcknowledged by: kim\n/);
  });

  it('mentions nobody, whatever a label or a rule says', () => {
    const alert = alertMessage({
      ruleName: 'a<!channel>b',
      annotations: { description: '<!channel> & <@U1> <https://evil.example|here>' },
      labels: { agent: '<!here>' },
      acknowledgedBy: '<!everyone>',
    });
    const rendered = renderSlack(notificationMessage({}, alert, alertMessage({ labels: { agent: 'b' } })), [
      { severity: 'critical', title: null, body: '{{description}} {{labels.agent}}' },
    ]);
    const mrkdwn = [rendered.text, ...rendered.blocks.filter(({ type }) => type === 'section').map((b) => b.text.text)];
    for (const text of mrkdwn) expect(text).not.toMatch(/<[!@#h]/);
    const sections = rendered.blocks.filter(({ type }) => type === 'section');
    expect(sections.every(({ text }) => text.verbatim === true)).toBe(true);
    expect(rendered.text).toContain('&lt;!channel&gt; &amp; &lt;@U1&gt;');
    // A header is plain text, where nothing is a mention.
    const [header] = renderSlack(notificationMessage({}, alert), []).blocks;
    expect(header?.text).toEqual({ type: 'plain_text', text: '👀 ACKNOWLEDGED: a<!channel>b', emoji: true });
  });

  it('keeps within the limits of Slack, with sixty alerts and labels of 4 000 characters', () => {
    const alerts = Array.from({ length: 60 }, (_, n) =>
      alertMessage({
        alertId: `a${n}`,
        labels: { agent: `agent-${n} ${'x'.repeat(4_000)}` },
        annotations: { description: '<&>'.repeat(3_000) },
        severity: n === 7 ? 'critical' : 'warning',
      }),
    );
    const { text, blocks } = renderSlack(notificationMessage({ omitted: 3 }, ...alerts), []);
    expect(text.length).toBeLessThanOrEqual(3_900);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks.every((block) => block.text.text.length <= 3_000)).toBe(true);
    expect(blocks.reduce((sum, block) => sum + block.text.text.length, 0)).toBeLessThan(13_000);
    expect(blocks[0]!.text.text).toBe('🚨 CRITICAL: high-failure-rate (60 firing, 3 more)');
    const told = blocks.length - 2;
    expect(blocks.at(-1)!.text.text).toBe(`… and ${63 - told} more alerts`);
    for (const block of blocks) expect(block.text.text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });

  it('tells several alerts apart by the labels in which they differ', () => {
    const alerts = [
      alertMessage({ labels: { alertname: 'x', team: 'core', agent: 'a1' } }),
      resolvedAlert({ labels: { alertname: 'x', team: 'core', agent: 'a2' } }),
    ];
    const { text, blocks } = renderSlack(notificationMessage({}, ...alerts), []);
    expect(text).toContain('🚨 CRITICAL: high-failure-rate (1 firing, 1 resolved)\n\n');
    expect(text).toContain('\n\n🚨 CRITICAL: high-failure-rate (agent=a1)\n\n');
    expect(text).toContain('\n\n✅ RESOLVED: high-failure-rate (agent=a2)\n\n');
    expect(blocks).toHaveLength(3);
  });

  it('is a message also when its templates come to nothing', () => {
    const templates = [{ severity: null, title: '{{labels.none}}', body: ' {{labels.none}} ' }];
    const { text, blocks } = renderSlack(notificationMessage(), templates);
    expect(text).toBe('🚨 CRITICAL: high-failure-rate');
    expect(blocks.map((block) => block.text.text)).toEqual(['🚨 CRITICAL: high-failure-rate']);
  });

  it('says what its templates say, those of the severity before the others', () => {
    const templates = [
      { severity: null, title: '{{severity|upper}} {{rule}}', body: 'any: {{value|percent}}' },
      { severity: 'critical' as const, title: null, body: '*{{rule}}* <!here> {{labels.agent|default:"-"}}' },
    ];
    const critical = renderSlack(notificationMessage(), templates);
    expect(critical.text).toBe('CRITICAL high-failure-rate\n\n*high-failure-rate* <!here> -');
    const info = renderSlack(notificationMessage({}, alertMessage({ severity: 'info' })), templates);
    expect(info.text).toBe('INFO high-failure-rate\n\nany: 35%');
  });
});
