import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadClientSettings } from './client-settings.js';
import { ConfigError } from './config-error.js';
import { effectiveSettings, MASK } from './effective-settings.js';
import { variableNames } from './env.schema.js';

const directory = mkdtempSync(join(tmpdir(), 'settings-spec-'));
afterAll(() => rmSync(directory, { recursive: true }));

const settingOf = (env: Record<string, string>, name: string) =>
  effectiveSettings(env).settings.find(({ variable }) => variable === name);

describe('effective settings', () => {
  it('name every variable once, with what counts when nothing is set', () => {
    const { settings, warnings } = effectiveSettings({});
    expect(settings.map(({ variable }) => variable)).toEqual(variableNames);
    expect(settings.every(({ from }) => from === 'default')).toBe(true);
    expect(warnings).toEqual([]);
    expect(settingOf({}, 'ORCHESTRATE_PORT')).toMatchObject({ value: '4040' });
    expect(settingOf({}, 'ORCHESTRATE_DATA_DIR')).toMatchObject({ value: resolve('.data') });
  });

  it('say where a value comes from, and take a blank one for none', () => {
    expect(settingOf({ ORCHESTRATE_PORT: ' 5050 ' }, 'ORCHESTRATE_PORT')).toMatchObject({
      value: '5050',
      from: 'environment',
    });
    expect(settingOf({ ORCHESTRATE_PORT: '  ' }, 'ORCHESTRATE_PORT')).toMatchObject({ value: '4040', from: 'default' });
  });

  it('never show a secret, wherever it is from', () => {
    const file = join(directory, 'key');
    writeFileSync(file, 'hunter2-hunter2-hunter2-hunter2');
    const env = { DATABASE_URL: 'postgres://u:hunter2@h/d', ORCHESTRATE_ADMIN_KEY_FILE: file };
    expect(settingOf(env, 'DATABASE_URL')).toMatchObject({ value: MASK, from: 'environment' });
    expect(settingOf(env, 'ORCHESTRATE_ADMIN_KEY')).toMatchObject({ value: MASK, from: 'file' });
    expect(JSON.stringify(effectiveSettings(env))).not.toContain('hunter2');
  });

  it('are refused with every fault', () => {
    expect(() => effectiveSettings({ ORCHESTRATE_PORT: 'x', DATABASE_URL: 'y' })).toThrow(ConfigError);
  });
});

describe("the program's own settings", () => {
  it('do not depend on those of the service', () => {
    expect(
      loadClientSettings({ ORCHESTRATE_PORT: 'broken', ORCHESTRATE_URL: 'http://h:1/', DATABASE_URL: 'x' }),
    ).toEqual({
      url: 'http://h:1',
      apiKey: undefined,
    });
  });

  it('take the key from a file too', () => {
    const file = join(directory, 'client-key');
    writeFileSync(file, 'k-1\n');
    expect(loadClientSettings({ ORCHESTRATE_API_KEY_FILE: file }).apiKey).toBe('k-1');
  });
});
