import {
  type ArgumentsHost,
  BadRequestException,
  HttpException,
  MethodNotAllowedException,
  NotFoundException,
  PayloadTooLargeException,
} from '@nestjs/common';
import pino from 'pino';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../kernel/domain-error.js';
import { createLogger } from '../telemetry/logger.js';
import { HttpRefusal } from './http-refusal.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';

/** As Fastify makes them: an Error with a number. */
const fastifyError = (statusCode: number) => Object.assign(new Error('refused by the framework'), { statusCode });

/** What is answered when `error` is thrown. */
function answerTo(error: unknown, logger = pino({ level: 'silent' })) {
  const sent: { status?: number; body?: Record<string, unknown>; headers: Record<string, string> } = { headers: {} };
  const reply = {
    raw: { headersSent: false },
    header: (name: string, value: string) => {
      sent.headers[name] = value;
      return reply;
    },
    status: (status: number) => {
      sent.status = status;
      return reply;
    },
    send: (body: Record<string, unknown>) => {
      sent.body = body;
      return reply;
    },
  };
  const http = { getRequest: () => ({ method: 'POST', url: '/api/events?x=1' }), getResponse: () => reply };
  new ProblemDetailsFilter(logger).catch(error, {
    switchToHttp: () => http,
  } as unknown as ArgumentsHost);
  return sent;
}

describe('ProblemDetailsFilter', () => {
  it.each([
    [new BadRequestException(), 400, 'BAD_REQUEST'],
    [new NotFoundException('Cannot GET /x'), 404, 'ROUTE_UNKNOWN'],
    [new MethodNotAllowedException(), 405, 'METHOD_NOT_ALLOWED'],
    [new HttpException('slow', 408), 408, 'REQUEST_TIMEOUT'],
    [new PayloadTooLargeException(), 413, 'BODY_TOO_LARGE'],
    [fastifyError(413), 413, 'BODY_TOO_LARGE'],
    [fastifyError(414), 414, 'URI_TOO_LONG'],
    [fastifyError(415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [fastifyError(429), 429, 'TOO_MANY_REQUESTS'],
    [fastifyError(431), 431, 'HEADERS_TOO_LARGE'],
    [fastifyError(418), 418, 'BAD_REQUEST'],
    [new HttpRefusal(415, 'CONTENT_ENCODING_UNSUPPORTED', 'no br'), 415, 'CONTENT_ENCODING_UNSUPPORTED'],
  ])('keeps the number of %s', (error, status, code) => {
    const answer = answerTo(error);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, code, instance: '/api/events' });
  });

  it('finds the number of a refusal of ours by its fault', () => {
    const refusal = new DomainError('NO', 'not you', { fault: 'unauthenticated' });
    const { status, headers, body } = answerTo(refusal);
    expect([status, headers['www-authenticate'], body?.code]).toEqual([401, 'Bearer realm="orchestrate"', 'NO']);
  });

  it('tells of a defect nothing, whatever number it bears', () => {
    for (const defect of [new Error('secret'), fastifyError(500), undefined]) {
      const { status, body } = answerTo(defect);
      expect([status, body?.code]).toEqual([500, 'INTERNAL']);
      expect(JSON.stringify(body)).not.toMatch(/secret|framework/);
    }
  });

  it('says to the log, not to the caller, which relation of a read model is not there', () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });
    const missing = Object.assign(new Error('relation "agent_usage_sums" does not exist'), { code: '42P01' });
    const { status, headers, body } = answerTo(new QueryFailedError('select 1', [], missing), logger);
    expect([status, headers['retry-after'], body?.code]).toEqual([503, '10', 'READ_MODEL_REBUILDING']);
    expect(JSON.stringify(body)).not.toContain('agent_usage_sums');
    const [line] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(line).toMatchObject({ level: 'warn', url: '/api/events?x=1' });
    expect(JSON.stringify(line)).toContain('relation \\"agent_usage_sums\\" does not exist');
  });
});
