import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readChannelFile } from './channel-file.js';
import { collectNamed, configOf, secretFrom } from './channel-settings.js';

const directory = mkdtempSync(join(tmpdir(), 'channel-file-spec-'));
afterAll(() => rmSync(directory, { recursive: true }));
const written = (content: string) => {
  const path = join(directory, 'channels.yml');
  writeFileSync(path, content);
  return path;
};

describe('a file of channels', () => {
  it('takes secrets from where they are kept', () => {
    writeFileSync(join(directory, 'hook'), ' https://from.file/ \n');
    const path = written(`
channels:
  - name: ops
    kind: slack
    secrets: { url: { env: HOOK } }
    templates: [{ severity: critical, title: '{{rule}}' }]
  - { name: other, kind: slack, secrets: { url: { file: hook } } }
  - { name: plain, kind: slack, secrets: { url: 'https://as.it/is' } }
  - { name: mail, kind: email, config: { host: h } }
`);
    expect(readChannelFile(path, { HOOK: 'https://from.env/' })).toEqual([
      {
        name: 'ops',
        kind: 'slack',
        secrets: { url: 'https://from.env/' },
        templates: [{ severity: 'critical', title: '{{rule}}' }],
      },
      { name: 'other', kind: 'slack', secrets: { url: 'https://from.file/' } },
      { name: 'plain', kind: 'slack', secrets: { url: 'https://as.it/is' } },
      { name: 'mail', kind: 'email', config: { host: 'h' }, secrets: {} },
    ]);
  });

  it.each([
    ['channels: [', /channels\.yml: .*line 1/s],
    ['rules: []', /has no list `channels`/],
    ['channels: [{ kind: slack }]', /channels\[0\] has no name/],
    ['channels: [{ name: a, secrets: { url: 5 } }]', /channels\[0\]\.secrets\.url must be text/],
    ['channels: [{ name: a, secrets: { url: { env: NONE } } }]', /the variable NONE is not set/],
    ['channels: [{ name: a, secrets: { url: { file: none } } }]', /none cannot be read \(ENOENT\)/],
  ])('%s is refused', (content, problem) => {
    expect(() => readChannelFile(written(content), {})).toThrow(problem);
  });

  it('must be there', () => {
    expect(() => readChannelFile(join(directory, 'missing.yml'), {})).toThrow(/cannot be read \(ENOENT\)/);
  });
});

describe('settings of a channel on the command line', () => {
  it('are read by their form', () => {
    const given = [
      'port=587',
      'verifyCertificate=false',
      'to=a@b.c,d@e.f',
      'username=null',
      'from=A <a@b.c>',
      'url=x=[1',
    ];
    expect(configOf(given.reduce((before, one) => collectNamed(one, before), {}))).toEqual({
      port: 587,
      verifyCertificate: false,
      to: 'a@b.c,d@e.f',
      username: null,
      from: 'A <a@b.c>',
      url: 'x=[1',
    });
    expect(() => collectNamed('hunter2')).toThrow(/name=value/);
  });

  it('take secrets from where they are kept', () => {
    expect(secretFrom('env:HOOK', { HOOK: 'x' })).toBe('x');
    expect(secretFrom('https://as.it/is', {})).toBe('https://as.it/is');
    expect(() => secretFrom('env:HOOK', {})).toThrow('the variable HOOK is not set');
  });
});
