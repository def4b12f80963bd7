import { describe, expect, it } from 'vitest';
import { OutboundPolicy } from './outbound-policy.js';

const policy = new OutboundPolicy([]);

describe('where may be sent to', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
  ])('is not %s', (address) => {
    expect(policy.problemOfAddress(address)).toMatch(/^is an? .*ORCHESTRATE_OUTBOUND_ALLOW/);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '192.0.1.1', '::ffff:1.1.1.1', '2606:4700::1111'])(
    'may be %s',
    (address) => {
      expect(policy.problemOfAddress(address)).toBeUndefined();
    },
  );

  it('may be a network that the operator allows, in every form that leads there', () => {
    const allowing = (...allow: string[]) => new OutboundPolicy(allow);
    expect(allowing('127.0.0.0/8').problemOfAddress('127.0.0.1')).toBeUndefined();
    expect(allowing('127.0.0.0/8').problemOfAddress('::ffff:127.0.0.1')).toBeUndefined();
    expect(allowing('127.0.0.0/8').problemOfAddress('10.0.0.1')).toMatch(/private/);
    expect(allowing('64:ff9b::/96').problemOfAddress('64:ff9b::808:808')).toBeUndefined();
    // Who lets the way through has not let every place through that it leads to.
    expect(allowing('64:ff9b::/96').problemOfAddress('64:ff9b::7f00:1')).toMatch(/loopback/);
    expect(allowing('127.0.0.0/8').problemOfAddress('64:ff9b::7f00:1')).toMatch(/leads to another/);
  });

  it.each([
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://１２７.０.０.１/',
    'https://localhost/',
    'https://api.localhost./',
  ])('is not %s, however it is written', (url) => {
    expect(policy.problemOfUrl(url)).toMatch(/loopback/);
  });

  it.each([
    ['ftp://example.com/', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:secret@example.com/', /user name/],
    ['example.com', /web address/],
  ])('is not %s', (url, problem) => {
    expect(policy.problemOfUrl(url)).toMatch(problem);
    expect(policy.problemOfUrl(url)).not.toContain('secret@');
  });

  it('may be a name, which is judged when it is looked up', () => {
    expect(policy.problemOfUrl('https://hooks.slack.com/services/x')).toBeUndefined();
    expect(policy.problemOfHost('smtp.example.com')).toBeUndefined();
  });
});
