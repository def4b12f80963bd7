import { describe, expect, it } from 'vitest';
import { dashboardUrl } from './notification-settings.js';

describe('what links in messages begin with', () => {
  it.each([
    [{ host: '0.0.0.0', publicUrl: 'https://monitor.example.com' }, 'https://monitor.example.com'],
    [{ host: '127.0.0.1' }, 'http://127.0.0.1:4040'],
    [{ host: '0.0.0.0' }, 'http://127.0.0.1:4040'],
    [{ host: '::1' }, 'http://[::1]:4040'],
  ])('%j', (given, url) => {
    expect(dashboardUrl({ roles: [], port: 4040, publicUrl: undefined, ...given })).toBe(url);
  });
});
