import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const logs = (name: string, ...attributes: object[]) => ({
  resourceLogs: [
    {
      resource: { attributes: [attribute('service.name', 'claude-code')] },
      scopeLogs: [{ logRecords: [{ timeUnixNano: '1768487520000000000', body: { stringValue: name }, attributes }] }],
    },
  ],
});
const send = async (body: object) => {
  const answer = await service.post('/v1/logs', body);
  expect([answer.status, answer.body]).toEqual([200, {}]);
};
const listed = async (query = '') => (await service.get(`/api/telemetry/unknown${query}`)).body;

describe('telemetry that no mapper knows', () => {
  it('is counted by its name, and kept without secrets and content', async () => {
    const body = logs(
      'claude_code.news',
      attribute('session.id', 'u-1'),
      attribute('prompt', 'the words'),
      attribute('api_key', 'abc'),
    );
    await send(body);
    await send(body);
    await send(logs('claude_code.news', attribute('session.id', 'u-2')));
    const { items, total } = await listed('?source=claude-code&signal=logs');
    expect(total).toBe(1);
    expect(items).toEqual([
      {
        signal: 'logs',
        source: 'claude-code',
        name: 'claude_code.news',
        records: 2,
        firstReceivedAt: expect.stringMatching(/Z$/) as string,
        lastReceivedAt: expect.stringMatching(/Z$/) as string,
        sample: expect.objectContaining({ attributes: { 'session.id': 'u-2' } }) as object,
      },
    ]);
    const { rows } = await service.database.pool.query('select record::text from otlp.unknown_records');
    const texts = rows.map((row: { record: string }) => row.record).join('\n');
    expect(texts).toContain('[redacted]');
    expect(texts).not.toMatch(/the words|abc/);
    expect(String((await service.get('/metrics')).body)).toContain(
      'orchestrate_otlp_unknown_records_total{signal="logs",source="claude-code",name="claude_code.news"} 3',
    );
  });

  it('is read again with the mappers of today: what they know becomes facts, the rest stays', async () => {
    // As a version before had kept it, that did not know of tools.
    await service.database.pool.query(
      `insert into otlp.unknown_records (digest, signal, source, name, received_at, record, bytes)
       values ('by-hand', 'logs', 'claude-code', 'claude_code.tool_result', now(), $1, 100)`,
      [
        JSON.stringify({
          resource: { 'service.name': 'claude-code' },
          scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
          eventName: 'tool_result',
          timeMs: Date.UTC(2026, 0, 15, 14, 32),
          body: 'claude_code.tool_result',
          attributes: {
            'session.id': 'u-3',
            'event.name': 'tool_result',
            tool_name: 'Bash',
            tool_use_id: 'u-3-t1',
            success: 'true',
            duration_ms: 5,
          },
        }),
      ],
    );
    const { status, body } = await service.post('/api/telemetry/unknown/replay', undefined);
    expect([status, body]).toEqual([
      200,
      // That the agent was seen, that it used a tool, and where its telemetry comes from.
      { known: 1, unknown: 2, recorded: 3, refused: 0, position: expect.any(String) as string },
    ]);
    const tools = await service.get(`/api/tool-calls?agentId=u-3&groupBy=tool&minPosition=${body.position}`);
    expect(tools.body.items).toMatchObject([{ tool: 'Bash', calls: 1 }]);
    expect((await listed()).items).toMatchObject([{ name: 'claude_code.news', records: 2 }]);
    expect((await service.post('/api/telemetry/unknown/replay', undefined)).body).toEqual({
      known: 0,
      unknown: 2,
      recorded: 0,
      refused: 0,
      position: null,
    });
  });

  it('is for those to see who run the service, and to replay for those who administer it', async () => {
    const [viewer, operator] = [await service.createKey('viewer'), await service.createKey('operator')];
    expect((await service.get('/api/telemetry/unknown', { key: viewer })).status).toBe(403);
    expect((await service.get('/api/telemetry/unknown', { key: operator })).status).toBe(200);
    const replay = (key: string) => service.request('POST', '/api/telemetry/unknown/replay', { key });
    expect((await replay(operator)).status).toBe(403);
  });
});
