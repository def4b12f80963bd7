import { context, trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type Logger } from './logger.js';
import { nestLogger } from './nest-logger.js';

function recorded(level = 'trace'): { logger: Logger; lines: () => Record<string, any>[] } {
  const written: string[] = [];
  const logger = createLogger({ level, stream: { write: (line: string) => void written.push(line) } });
  return { logger, lines: () => written.map((line) => JSON.parse(line) as Record<string, any>) };
}

describe('a log line', () => {
  it('is one JSON object with a level in words and a time in UTC', () => {
    const { logger, lines } = recorded();
    logger.info({ port: 4040 }, 'listening');
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'info', msg: 'listening', port: 4040, time: expect.stringMatching(/Z$/) }),
    ]);
  });

  it('is left out below the level', () => {
    const { logger, lines } = recorded('warn');
    logger.info('quiet');
    expect(lines()).toEqual([]);
  });
});

describe('secrets', () => {
  it.each([
    [{ headers: { authorization: 'Bearer s3cr3t-value' } }],
    [{ req: { headers: { 'x-api-key': 's3cr3t-value', cookie: 's3cr3t-value' } } }],
    [{ a: [{ b: { api_key: 's3cr3t-value' } }] }],
    [{ key: 's3cr3t-value', password: 's3cr3t-value', ORCHESTRATE_ADMIN_KEY: 's3cr3t-value' }],
    [{ url: 'postgres://user:s3cr3t-value@host/db' }],
    [{ err: new Error('cannot reach redis://:s3cr3t-value@host') }],
    [{ err: Object.assign(new Error('x'), { client: { password: 's3cr3t-value' } }) }],
    [{ clientSecret: 's3cr3t-value', smtp: { dsn: 's3cr3t-value' }, githubToken: 's3cr3t-value' }],
    [{ argv: 'run API_KEY=s3cr3t-value --password s3cr3t-value', header: 'x-api-key: s3cr3t-value' }],
    [{ err: new Error('outer', { cause: new Error('esdb://admin:s3cr3t-value@h') }) }],
  ])('are taken out of %j', (fields) => {
    const { logger, lines } = recorded();
    logger.error(fields, 'failed for Bearer s3cr3t-value');
    expect(lines()).toHaveLength(1);
    expect(JSON.stringify(lines())).not.toContain('s3cr3t-value');
  });

  it('are known by their shape as in facts', () => {
    const { logger, lines } = recorded();
    const secrets = [`orc_admin_${'a'.repeat(43)}`, `ghp_${'b'.repeat(36)}`, 'AKIAABCDEFGHIJKLMNOP'];
    logger.error({ argv: secrets }, `given ${secrets.join(' and ')}`);
    for (const secret of secrets) expect(JSON.stringify(lines())).not.toContain(secret);
  });

  it('are not seen where there are none', () => {
    const { logger, lines } = recorded();
    logger.info({ inputTokens: 12, keys: 3, position: 5n, at: new Date(0) }, 'counted');
    expect(lines()[0]).toMatchObject({ inputTokens: 12, keys: 3, position: '5', at: '1970-01-01T00:00:00.000Z' });
  });
});

describe('an error', () => {
  it('keeps its kind, message, stack, code and cause', () => {
    const { logger, lines } = recorded();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    logger.error({ err: new TypeError('no database', { cause }) }, 'failed');
    expect(lines()[0]!['err']).toMatchObject({
      type: 'TypeError',
      message: 'no database',
      stack: expect.stringContaining('TypeError: no database'),
      cause: { message: 'refused', code: 'ECONNREFUSED' },
    });
  });
});

describe('given work inside a trace', () => {
  beforeAll(() => new NodeTracerProvider().register());
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  it('names trace and span on every line', () => {
    const { logger, lines } = recorded();
    const span = trace.wrapSpanContext({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 0 });
    context.with(trace.setSpan(context.active(), span), () => logger.info('inside'));
    logger.info('outside');
    expect(lines()[0]).toMatchObject({ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) });
    expect(lines()[1]).not.toHaveProperty('trace_id');
  });
});

describe('messages of Nest', () => {
  it('keep their context, their stack and their level', () => {
    const { logger, lines } = recorded();
    const nest = nestLogger(logger);
    nest.log('mapped', 'RoutesResolver');
    nest.error('broken', 'Error: broken\n    at x.js:1:1', 'Scheduler');
    nest.error(new Error('worse'), 'Scheduler');
    nest.warn({ odd: true });
    expect(lines()).toMatchObject([
      { level: 'debug', msg: 'mapped', context: 'RoutesResolver' },
      { level: 'error', msg: 'broken', context: 'Scheduler', stack: expect.stringContaining('x.js') },
      { level: 'error', msg: 'worse', err: { message: 'worse' } },
      { level: 'warn', details: { odd: true } },
    ]);
  });
});
