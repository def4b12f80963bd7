import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../src/app/openapi.js';
import { streams } from '../../src/events/streams.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { EventFactory } from '../../src/platform/commands/event-factory.js';
import { cli, type CliOptions } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** A command line given the way to the service. */
const run = (line: string | readonly string[], options: CliOptions = {}) =>
  cli(typeof line === 'string' ? line.split(' ') : line, {
    ...options,
    env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey, ...options.env },
  });

async function readModelsHave({ get }: TestService, position: string) {
  for (const path of ['/api/agents', '/api/audit']) {
    const { status, body } = await get(`${path}?minPosition=${position}`);
    if (status !== 200) throw new Error(`the read models do not have ${position}: ${JSON.stringify(body)}`);
  }
}

/** Appends facts of an agent, as reporters cause them, and waits until the read models have them. */
async function recordAgent(agentId: string, facts: readonly { readonly type: string; readonly data: JsonObject }[]) {
  const factory = service.app.get(EventFactory);
  const context = {
    actor: { type: 'api_key', id: 'k', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  } as const;
  const events = facts.map(({ type, data }) =>
    factory.create({ type, data: { agentId, agentType: 'story-developer', ...data } }, context),
  );
  const { position } = await service.runtime.log.append(streams.agent(agentId), events, { expected: 'any' });
  await readModelsHave(service, position);
}

describe('orchestrate agents', () => {
  const hostile = 'wait\u001b[2J\nfor it';
  beforeAll(async () => {
    await recordAgent('dev-1', [
      { type: 'AgentSpawned', data: { task: hostile, epicId: '7A', model: 'model-a' } },
      { type: 'AgentStateChanged', data: { from: 'created', to: 'running', reason: 'ready to go' } },
    ]);
    for (let n = 2; n <= 5; n++) await recordAgent(`dev-${n}`, [{ type: 'AgentSpawned', data: { epicId: 'Epic-QZ' } }]);
  });

  it('lists them, harmless and in the order asked for', async () => {
    const { code, out, err } = await run('agents list --sort createdAt --order asc');
    expect([code, err]).toEqual([0, '']);
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^ID +TYPE +STATE +MODEL +EPIC +STORY +UPDATED +TASK$/);
    expect(rows.map((row) => row.split(/ +/)[0])).toEqual(['dev-1', 'dev-2', 'dev-3', 'dev-4', 'dev-5']);
    expect(rows[0]).toContain('running');
    expect(rows[0]).toContain('wait\\u001b[2J\\nfor it');
  });

  it('lists when no more is said, and filters', async () => {
    const { out } = await run('agents --epic 7A,none --state running --type story_developer --no-demo');
    expect(out.split('\n').slice(1).join()).toMatch(/^dev-1 /);
    expect((await run('agents --epic 7A --demo')).err).toBe('no agents\n');
    expect((await run(['agents', '--text', 'for it'])).out).toContain('dev-1');
    expect((await run('agents --as-of 2020-01-01')).err).toBe('no agents\n');
    expect((await run('agents --to 1h')).err).toBe('no agents\n');
    expect((await run('agents --from 1h --pr 12')).err).toBe('no agents\n');
    expect((await run('agents --from 1h')).out).toContain('dev-1');
  });

  it('says how to go on, and goes on', async () => {
    const first = await run('agents --limit 2 --sort createdAt --order asc');
    const cursor = /^2 of 5 agents; the rest with --all, or from --cursor (\S+)$/m.exec(first.err)?.[1] ?? '';
    const next = await run(`agents --limit 2 --sort createdAt --order asc --cursor ${cursor}`);
    expect(next.out).toMatch(/^dev-3 [\s\S]*^dev-4 /m);
    expect(next.out).not.toContain('dev-2');
    const all = await run('agents --all --json');
    expect(JSON.parse(all.out)).toMatchObject({ total: 5, nextCursor: null });
  });

  it('answers programs with what the API answered', async () => {
    const { out } = await run('agents --json --limit 3');
    expect(JSON.parse(out)).toEqual((await service.get('/api/agents?limit=3')).body);
    expect(out).not.toContain('\u001b');
  });

  it('shows one with its timeline, the newest first', async () => {
    const { code, out } = await run('agents show dev-1');
    expect(code).toBe(0);
    expect(out).toMatch(/^epic +7A$/m);
    expect(out).toMatch(/^story +-$/m);
    expect(out).toMatch(/^cached tokens +not reported read, not reported written$/m);
    expect(out).toMatch(
      /^TIME +EVENT +REPORTED BY +DETAILS\n.* AgentStateChanged +fleet .*to=running[\s\S]*AgentSpawned/m,
    );
    const { timeline, ...agent } = JSON.parse((await run('agents show dev-1 --limit 1 --json')).out);
    expect(agent).toMatchObject({ id: 'dev-1', state: 'running', usage: { modelCalls: 0 } });
    expect(timeline).toMatchObject({ total: 2, items: [{ type: 'AgentStateChanged' }] });
  });

  it('refuses one that nobody has reported', async () => {
    const { code, out, err } = await run('agents show nobody');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error: Not Found: there is no agent nobody$/m);
    expect(err).toContain('(AGENT_UNKNOWN');
  });

  it('names each faulty field', async () => {
    const { code, err } = await run('agents --state flying');
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*state.*: .*running/m);
    const asJson = await run('agents --state flying --json');
    expect(JSON.parse(asJson.err)).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
  });

  it('fits the terminal', async () => {
    const { out } = await run('agents', { columns: 72 });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

describe('orchestrate keys', () => {
  it('creates a key that works, lists it and revokes it', async () => {
    const created = await run(['keys', 'create', '--name', 'night shift', '--role', 'viewer']);
    expect([created.code, created.out]).toEqual([0, expect.stringMatching(/^\S+\n$/)]);
    expect(created.err).toContain('of role viewer for night shift');
    const key = created.out.trim();
    const env = { ORCHESTRATE_API_KEY: key };
    expect((await run('agents', { env })).code).toBe(0);

    const refused = await run('keys list', { env });
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/^error: Forbidden: the role viewer .*\n {2}Take a key whose role allows this/);

    const listed = await run('keys list --role viewer --json');
    const { id } = JSON.parse(listed.out).items[0];
    expect((await run('keys')).out).toMatch(new RegExp(`^${id} +night shift +viewer +\\S+ +active `, 'm'));
    expect(listed.out).not.toContain(key);

    const revoked = await run(`keys revoke ${id} --json`);
    await service.get(`/api/keys?minPosition=${JSON.parse(revoked.out).position}`);
    expect((await run('keys list --status revoked')).out).toContain('night shift');
    expect((await run('agents', { env })).err).toMatch(/^error: Unauthorized[\s\S]*--api-key or ORCHESTRATE_API_KEY/);
  });

  it('answers a created key whole to programs', async () => {
    const { out } = await run('keys create --name ci --role reporter --json');
    expect(JSON.parse(out)).toMatchObject({ name: 'ci', role: 'reporter', key: expect.any(String) });
  });

  it('fails for a key that is not there', async () => {
    expect((await run('keys revoke nothing')).code).toBe(1);
  });
});

describe('orchestrate audit', () => {
  it('finds entries, with what it says of them for people', async () => {
    const { code, out, err } = await run('audit search --action agent.* --resource agent:dev-1 --order asc');
    expect([code, err]).toEqual([0, '']);
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^TIME +ACTOR +ACTION +RESOURCE +OUTCOME +ADDRESS +DETAILS$/);
    expect(rows).toEqual([
      expect.stringMatching(/Z +fleet +agent\.spawned +agent:dev-1 +success +- +.*epicId=7A/),
      expect.stringMatching(/Z +fleet +agent\.state_changed +agent:dev-1 +success +- +.*reason="ready to go"/),
    ]);
    expect(out).not.toContain('eventId');
    expect(out).not.toContain('\u001b');
  });

  it('takes every filter, and shows as many as wanted', async () => {
    const filters = [
      '--actor',
      'fleet',
      '--outcome',
      'success,failure',
      '--text',
      'EPIC-qz',
      '--from',
      '1d',
      '--no-demo',
    ];
    const page = await run(['audit', ...filters, '--limit', '3']);
    expect(page.out.trimEnd().split('\n')).toHaveLength(4);
    expect(page.err).toMatch(/^3 of 4 entries; the rest with --all/);
    const all = JSON.parse((await run(['audit', ...filters, '--all', '--json'])).out);
    expect(all).toMatchObject({ total: 4, nextCursor: null });
    expect(all.items[0]).toMatchObject({ action: 'agent.spawned', details: { eventType: 'AgentSpawned' } });
    expect(await run(['audit', ...filters, '--to', '2020-01-01'])).toEqual({ code: 0, out: '', err: 'no entries\n' });
    expect((await run('audit --resource nothing')).err).toMatch(/^error: .*resource.*: must be kind:id/m);
  });

  it('exports what a search finds: printed, harmless on a terminal, or to a file that is whole', async () => {
    const filters = '--actor fleet --text EPIC-qz --order asc';
    const found = JSON.parse((await run(`audit ${filters} --json`)).out).items;
    expect(found).toHaveLength(4);
    const lines = await run(`audit export --format ndjson ${filters}`);
    expect(lines).toMatchObject({ code: 0, err: '' });
    expect(
      lines.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(found);

    const shown = await run('audit export --resource agent:dev-1', { columns: 200 });
    expect(shown.out).toMatch(/^position,timestamp,[^\n]*\n(.+agent:dev-1,success[^\n]*\n){2}$/);
    expect(shown.out).not.toContain('\u001b');

    const directory = await mkdtemp(join(tmpdir(), 'audit-export-'));
    const file = join(directory, 'audit.csv');
    expect(await run(`audit export ${filters} --out ${file}`)).toEqual({ code: 0, out: `wrote ${file}\n`, err: '' });
    expect((await readFile(file, 'utf8')).split('\r\n')).toHaveLength(6);
    expect((await run(`audit export --out ${directory}/none/audit.csv`)).err).toMatch(/^error: .*ENOENT/m);
    expect((await run(`audit export --resource nothing --out ${file}`)).err).toContain('must be kind:id');
    expect(await readdir(directory)).toEqual(['audit.csv']);
  });
});

describe('orchestrate projections', () => {
  const names = () => service.runtime.engine.projections.map(({ name }) => name);

  it('lists every one', async () => {
    const { code, out } = await run('projections list');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^NAME +VERSION +STATE +BEHIND +EVENTS +SET ASIDE +REBUILD +FAILURE$/);
    for (const name of names()) expect(out).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('rebuilds one, and waits for it with lines', async () => {
    const { code, out, err } = await run('projections rebuild api-keys --wait');
    expect([code, out]).toEqual([0, 'rebuilt api-keys\n']);
    expect(err).toMatch(/^api-keys: 100 %, done, \d+ events$/m);
  });

  it('rebuilds all, and waits for them with bars on a terminal', async () => {
    const progress = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
    const { code, out, err } = await run('projections rebuild --all --wait --json', { progress });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).rebuilt.sort()).toEqual([...names()].sort());
    expect(String(progress.read())).toContain('agents');
  });

  it('starts a rebuild without waiting', async () => {
    expect((await run('projections rebuild api-keys')).out).toBe('rebuilding api-keys\n');
    await service.runtime.engine.awaitRebuild(['api-keys'], AbortSignal.timeout(60_000));
  });

  it('names those that there are when asked for another', async () => {
    const { code, err } = await run('projections rebuild nothing --wait');
    expect(code).toBe(1);
    expect(err).toContain('api-keys');
  });
});

describe('a projection that met an event that it cannot apply', () => {
  let other: TestService;
  beforeAll(async () => {
    other = await startTestService();
    const event = other.app
      .get(EventFactory)
      .create(
        { type: 'AgentSpawned', data: { agentId: 'x', agentType: 'coder', prNumber: 'soon' } },
        { actor: { type: 'system', id: 's', name: 's' }, correlationId: 'c', source: 'rest' },
      );
    const { position } = await other.runtime.log.append(streams.agent('x'), [event], { expected: 'any' });
    await readModelsHave(other, position);
  });
  afterAll(() => other.close());
  const runThere = (line: string) => run(line, { env: { ORCHESTRATE_URL: other.url } });

  it('shows it', async () => {
    const { code, out } = await runThere('projections dead-letters agents');
    expect(code).toBe(0);
    expect(out).toMatch(/^POSITION +EVENT +STREAM +TRIED +LAST +ERROR\n\d+ +AgentSpawned +agent-x +1 /);
    expect((await runThere('projections')).out).toMatch(/^agents +\d+ +\w+ +- +\d+ +1 /m);
    expect((await runThere('projections dead-letters api-keys')).err).toBe('no events set aside\n');
  });

  it('fails to apply it once more, and says why', async () => {
    const { code, out, err } = await runThere('projections retry agents');
    expect([code, out]).toEqual([1, 'applied 0 of 1 events\n']);
    expect(err).toMatch(/^error: Still set aside: agents could not apply 1 event\n {2}AgentSpawned of agent-x: .*soon/);
    expect(await runThere('projections retry api-keys')).toEqual({ code: 0, out: 'applied 0 of 0 events\n', err: '' });
  });

  it('fails to be rebuilt, and goes on serving', async () => {
    const { code, out, err } = await runThere('projections rebuild agents --wait');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error: Rebuild failed: 1 of 1 could not be rebuilt.*\n {2}agents: .*soon/m);
    expect((await runThere('agents')).code).toBe(0);
  });
});

describe('a service that does not answer as it should', () => {
  async function withServer(answer: RequestListener, test: (url: string) => Promise<void>) {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('keeps no file of an export that breaks off', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'audit-export-'));
    const half: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' });
      response.write('{}\n', () => response.destroy());
    };
    await withServer(half, async (url) => {
      const env = { ORCHESTRATE_URL: url };
      for (const line of [`audit export --out ${directory}/audit.csv`, 'audit export']) {
        expect(await run(line, { env })).toMatchObject({ code: 1, err: expect.stringContaining('broke off') });
      }
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('is named, with the ways to name another', async () => {
    let gone = '';
    await withServer(
      () => {},
      async (url) => void (gone = url),
    );
    const { code, out, err } = await run('agents', { env: { ORCHESTRATE_URL: gone } });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`Service not reachable: ${gone}: nothing listens there`);
    expect(err).toContain('--url or ORCHESTRATE_URL');
    expect(JSON.parse((await run(`agents --json --url ${gone}`)).err).code).toBe('SERVICE_UNREACHABLE');
  });

  it('is told from one that is something else', async () => {
    await withServer(
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      async (url) => {
        const { code, err } = await run(`agents --url ${url}`);
        expect(code).toBe(1);
        expect(err).toContain(`${url} answered 200 with something else than JSON`);
      },
    );
  });

  it('says when to try again, when it knows', async () => {
    await withServer(
      (_request, response) =>
        response
          .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '7' })
          .end(JSON.stringify({ title: 'Service Unavailable', detail: 'the database cannot be reached', code: 'X' })),
      async (url) => {
        const { code, err } = await run(`agents --url ${url}`);
        expect(code).toBe(1);
        expect(err).toBe('error: Service Unavailable: the database cannot be reached\n  Try again in 7 s.\n  (X)\n');
      },
    );
  });

  it('cannot break off in the middle of an answer unnoticed', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"items":[', () => response.destroy());
      },
      async (url) => {
        const { code, out, err } = await run(`agents --url ${url}`);
        expect([code, out]).toEqual([1, '']);
        expect(err).toContain('Service not reachable');
      },
    );
  });

  it('is refused without a key, with the way to give one', async () => {
    const { code, err } = await cli(['agents', '--url', service.url]);
    expect(code).toBe(1);
    expect(err).toContain('Give a key with --api-key or ORCHESTRATE_API_KEY.');
    expect((await cli(['agents', '--url', service.url, '--api-key', service.adminKey])).code).toBe(0);
  });
});

describe('the OpenAPI document', () => {
  it('is the same whether the parts run or not', async () => {
    const { body } = await service.get('/api/openapi.json');
    expect(JSON.parse(JSON.stringify(await describeApi()))).toEqual(body);
  });
});
