import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

describe('orchestrate alert rules', () => {
  let service: TestService;
  let directory: string;

  const run = (...args: readonly string[]) =>
    cli(['alert', 'rules', ...args], {
      env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
    });
  const done = async (...args: readonly string[]) => {
    const { code, out, err } = await run(...args);
    expect([code, err.replace(/^(warning: .*| {4}.*)\n/gm, '')]).toEqual([0, '']);
    return { out, err };
  };
  /** Once what was written is in the read model. */
  const settled = async () => {
    const head = await service.runtime.log.head();
    expect((await service.get(`/api/alerts/rules?minPosition=${head}`)).status).toBe(200);
  };

  beforeAll(async () => {
    service = await startTestService();
    directory = await mkdtemp(join(tmpdir(), 'rules-'));
  });
  afterAll(async () => {
    await service.close();
    await rm(directory, { recursive: true });
  });

  it('create, list, show, disable, enable and delete one', async () => {
    const condition = "orchestrate_queue_depth{queue='webhook_events'} > 100";
    const created = await done(
      ...['create', '--name', 'queue-backup', '--condition', condition, '--severity', 'critical', '--for', '5m'],
      ...['--label', 'team=core', '--annotation', 'summary={{ $labels.queue }} = {{ $value }}'],
    );
    expect(created.out).toMatch(/^created queue-backup \(\S+\): orchestrate_queue_depth/);
    expect(created.err).toContain('warning: channels: names no channel');
    expect(created.err).toContain('warning: condition: no series matches this now\n    orchestrate_queue_depth{');
    await settled();
    expect((await done('list')).out).toMatch(
      /NAME +SEVERITY +ENABLED +CONDITION .*\nqueue-backup +critical +yes +orch/,
    );
    const shown = (await done('show', 'queue-backup')).out;
    expect(shown).toMatch(/annotation summary +\{\{ \$labels\.queue \}\} = /);
    expect(shown).toMatch(/for +5m\n/);
    expect((await done('disable', 'queue-backup')).out).toBe('disabled queue-backup\n');
    expect((await done('disable', 'queue-backup')).out).toBe('already disabled queue-backup\n');
    await settled();
    expect((await done('list', '--disabled')).out).toMatch(/queue-backup +critical +no/);
    expect((await done('enable', 'queue-backup')).out).toBe('enabled queue-backup\n');
    expect((await done('delete', 'queue-backup')).out).toBe('deleted queue-backup\n');
    await settled();
    expect(await run('list')).toMatchObject({ code: 0, err: 'no alert rules\n' });
  });

  it('make the kinds that are filled in, and answer what the API did with --json', async () => {
    const { out } = await done(
      ...['create', '--json', '--name', 'silent', '--kind', 'absence', '--window', '10m', '--per-series'],
      ...['--selector', 'orchestrate_model_calls_total', '--disabled'],
    );
    expect(JSON.parse(out)).toMatchObject({
      kind: 'absence',
      enabled: false,
      condition: 'increase(orchestrate_model_calls_total[10m]) == 0 and orchestrate_model_calls_total offset 10m',
    });
    await done(
      ...['create', '--name', 'grows', '--kind', 'rate', '--selector', 'orchestrate_tokens_total', '--percent', '50'],
      ...['--window', '1h', '--zero-baseline', 'ignore', '--min-change', '1000'],
    );
    await done(
      ...['create', '--name', 'high', '--kind', 'threshold', '--expression', 'sum(orchestrate_tokens_total)'],
      ...['--op', '>=', '--value', '1e6'],
    );
  });

  it('show where a condition is wrong', async () => {
    const { code, err } = await run('create', '--name', 'x', '--condition', 'sum(rate(up[5m)) > 1');
    expect(code).toBe(1);
    expect(err).toMatch(/^condition:\n {4}sum\(rate\(up\[5m\)\) > 1\n {4} +\^\nerror: Bad Request: condition: /);
    expect(err).toContain('(ALERT_RULE_INVALID');
    const unknown = await run('create', '--name', 'x', '--condition', 'up', '--channel', 'slack', '--channel', 'b');
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('there is no channel slack') });
  });

  it.each([
    [['create', '--name', 'x'], '--kind promql needs --condition'],
    [['create', '--name', 'x', '--kind', 'rate', '--condition', 'up'], '--condition is for --kind promql'],
    [['create', '--name', 'x', '--kind', 'threshold', '--expression', 'up', '--op', '>', '--value', 'a'], 'number'],
    [['create', '--name', 'x', '--condition', 'up', '--label', 'team'], 'team=core'],
    [['create', '--name', 'x', '--condition', 'up', '--severity', 'page'], 'critical'],
    [['list', '--enabled', '--disabled'], 'cannot be used'],
  ])('do not understand %j', async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  it('take over a file, and write one that can be taken over again', async () => {
    const file = join(directory, 'rules.yml');
    await writeFile(
      file,
      'groups:\n  - name: fleet\n    rules:\n      - { record: a:b, expr: sum(up) }\n' +
        '      - { alert: Down, expr: up == 0, for: 5m, labels: { severity: error } }\n',
    );
    const imported = await run('import', file);
    expect(imported).toMatchObject({ code: 0, out: '1 created, 0 changed, 0 unchanged\n' });
    expect(imported.err).toContain('not taken: the recording rule a:b of the group fleet\n');
    expect(await run('import', file)).toMatchObject({ code: 1, err: expect.stringContaining('ALERT_RULE_NAME_TAKEN') });
    expect((await run('import', '--replace', file)).out).toBe('0 created, 0 changed, 1 unchanged\n');
    await settled();
    const exported = join(directory, 'exported.yml');
    expect((await done('export', exported)).out).toMatch(/^wrote \d rules to .*exported\.yml\n$/);
    const content = await readFile(exported, 'utf8');
    expect(content).toContain('alert: Down');
    expect((await done('export')).out).toBe(content);
    expect((await run('import', '--replace', exported)).out).toMatch(/^0 created, 0 changed, \d unchanged\n$/);
    expect(await run('import', join(directory, 'none.yml'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.yml'),
    });
  });
});
