import { describe, expect, it } from 'vitest';
import type { Channel } from './channel-fields';
import { changeBody, createBody, formOfChannel, newChannel } from './channel-form';

describe('the form of a channel', () => {
  it('sends what is filled in, and defaults that are seen', () => {
    const form = {
      ...newChannel('email'),
      name: ' mail ',
      config: { ...newChannel('email').config, host: 'smtp.example.com', from: 'a@b.c', to: ['d@e.f'] },
      secrets: { password: { kind: 'set', text: 'x' } } as const,
    };
    expect(createBody(form)).toEqual({
      name: 'mail',
      kind: 'email',
      config: {
        host: 'smtp.example.com',
        port: 587,
        security: 'starttls',
        verifyCertificate: true,
        from: 'a@b.c',
        to: ['d@e.f'],
      },
      secrets: { password: 'x' },
      enabled: true,
      sendResolved: true,
      messagesPerMinute: null,
      fallback: null,
      templates: [],
    });
  });

  it('names only the secrets that change', () => {
    const channel = {
      name: 'hook',
      kind: 'webhook',
      config: { format: 'standard' },
      secrets: { url: { set: true }, signingSecret: { set: true } },
      enabled: true,
      sendResolved: false,
      messagesPerMinute: 10,
      fallback: 'mail',
      templates: [],
    } as unknown as Channel;
    const form = formOfChannel(channel);
    expect(changeBody(form)).toMatchObject({ secrets: {}, messagesPerMinute: 10, fallback: 'mail' });
    const secrets = {
      url: { kind: 'set', text: 'https://x' },
      signingSecret: { kind: 'remove' },
      authorization: { kind: 'keep' },
    } as const;
    expect(changeBody({ ...form, secrets })).toMatchObject({ secrets: { url: 'https://x', signingSecret: null } });
    expect(changeBody({ ...form, secrets }).secrets).not.toHaveProperty('authorization');
  });
});
