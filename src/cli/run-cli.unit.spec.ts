import { describe, expect, it } from 'vitest';
import { cli } from '../../test/support/cli.js';
import { version } from './version.js';

describe('the program', () => {
  it('says its version', async () => {
    expect(await cli(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('explains itself, and every command the common options', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const name of ['serve', 'agents', 'projections', 'keys', 'config', 'completion']) expect(out).toContain(name);
    expect((await cli(['keys', 'create', '--help'])).out).toMatch(/--role[\s\S]*--url[\s\S]*--api-key[\s\S]*--json/);
  });

  it.each([
    [[], 'Usage: orchestrate'],
    [['agnets'], 'Did you mean agents?'],
    [['agents', '--satte', 'running'], 'Did you mean --state?'],
    [['agents', '--limit', '0'], 'whole number from 1'],
    [['agents', '--as-of', 'yesterday'], 'Give a time'],
    [['agents', '--all', '--cursor', 'x'], 'cannot be used with'],
    [['agents', 'show'], "missing required argument 'id'"],
    [['keys', 'create', '--name', 'x'], "required option '--role"],
    [['keys', 'create', '--name', 'x', '--role', 'boss'], 'Allowed choices are admin'],
    [['keys', 'revoke', 'a', 'b'], 'too many arguments'],
    [['projections', 'rebuild'], 'name one projection, or say --all'],
    [['projections', 'rebuild', 'agents', '--all'], 'name one projection, or say --all'],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
    [['config'], 'check'],
    [['serve', '--port', '1'], "unknown option '--port'"],
    [['agents', '--url', 'localhost:4040'], '--url (ORCHESTRATE_URL) is not http or https'],
    [['agents', '--api-key', 'with blank'], '--api-key (ORCHESTRATE_API_KEY) contains white space'],
    [['agents', '--api-key', 'schlüssel'], 'the API key has characters'],
  ])('refuses %j as wrong usage', async (args, message) => {
    const { code, out, err } = await cli(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('starts the service for serve, and for nothing else', async () => {
    let started = 0;
    const serve = () => Promise.resolve(void (started += 1));
    expect((await cli(['serve'], { serve })).code).toBe(0);
    expect((await cli(['serve', '--help'], { serve })).code).toBe(0);
    expect(started).toBe(1);
  });
});

describe('config check', () => {
  it('shows what counts, without secrets', async () => {
    const env = { ORCHESTRATE_PORT: '5050', ORCHESTRATE_ADMIN_KEY: 'hunter2-hunter2' };
    const { code, out, err } = await cli(['config', 'check'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^ORCHESTRATE_PORT +5050 +environment$/m);
    expect(out).toMatch(/^ORCHESTRATE_ADMIN_KEY +\*{8} +environment$/m);
    expect(err).toContain('warning: ORCHESTRATE_ADMIN_KEY is shorter');
    expect(out + err).not.toContain('hunter2');
  });

  it('lists every fault and ends with 1', async () => {
    const env = { ORCHESTRATE_PORT: 'x', DATABASE_URL: 'mysql://root:hunter2@h/d', ORCHESTRATE_ROLES: 'boss' };
    const { code, out, err } = await cli(['config', 'check'], { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error: Configuration: 3 faults$/m);
    for (const name of Object.keys(env)) expect(err).toMatch(new RegExp(`^  ${name}: `, 'm'));
    expect(err).not.toContain('hunter2');
  });

  it('answers programs in JSON', async () => {
    const { out } = await cli(['config', 'check', '--json'], { env: {} });
    expect(JSON.parse(out).settings).toContainEqual({
      variable: 'ORCHESTRATE_HOST',
      value: '127.0.0.1',
      from: 'default',
      reserved: false,
    });
    const { err } = await cli(['config', 'check', '--json'], { env: { ORCHESTRATE_PORT: 'x' } });
    expect(JSON.parse(err)).toMatchObject({ code: 'CONFIG_INVALID', errors: [{ field: 'ORCHESTRATE_PORT' }] });
  });
});
