import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePromql } from '../../../promql/parse.js';
import { PrometheusConditionSource } from './prometheus-condition-source.service.js';

let server: Server;
let url: string;
let answer: { status: number; headers?: Record<string, string>; body: string };
let asked: { path: string; authorization: string | undefined; body: string }[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

async function query(at = url, signal = new AbortController().signal) {
  const round = await new PrometheusConditionSource(at).begin();
  const samples = await round.query(parsePromql('x > 1'), 1_500, signal);
  return samples.map(({ labels, value }) => ({ labels: labels.toRecord(), value }));
}

const success = (resultType: string, result: unknown) => {
  answer = { status: 200, body: JSON.stringify({ status: 'success', data: { resultType, result } }) };
};

describe('conditions on a Prometheus', () => {
  it('are asked for at the moment of the evaluation', async () => {
    success('vector', [
      { metric: { __name__: 'x', a: 'b' }, value: [1.5, '2'] },
      { metric: {}, value: [1.5, '+Inf'] },
    ]);
    expect(await query(`${url.replace('//', '//ann:s%40y@')}/prom/`)).toEqual([
      { labels: { __name__: 'x', a: 'b' }, value: 2 },
      { labels: {}, value: Infinity },
    ]);
    expect(asked).toEqual([
      {
        path: '/prom/api/v1/query',
        authorization: `Basic ${Buffer.from('ann:s@y').toString('base64')}`,
        body: 'query=x+%3E+1&time=1.500',
      },
    ]);
  });

  it('may be a scalar', async () => {
    success('scalar', [1.5, 'NaN']);
    expect(await query()).toEqual([{ labels: {}, value: NaN }]);
  });

  it.each([
    [422, { status: 'error', errorType: 'execution', error: 'many-to-many' }, 'Prometheus: execution: many-to-many'],
    [200, { status: 'success', data: { resultType: 'string', result: [1, 'x'] } }, 'answers a string'],
    [200, { status: 'success', data: { resultType: 'vector', result: [{ metric: {} }] } }, 'native histograms'],
    [502, '<html>', 'Prometheus answered 502 with what is no answer of its API'],
  ])('that have no answer (%s) are an error of the rule', async (status, body, message) => {
    answer = { status, body: JSON.stringify(body) };
    await expect(query()).rejects.toThrow(message);
  });

  it('are an error of the rule when Prometheus cannot be asked, or sends elsewhere', async () => {
    answer = { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' };
    await expect(query()).rejects.toMatchObject({
      kind: 'evaluate',
      message: expect.stringContaining('cannot be asked'),
    });
    await expect(query('http://127.0.0.1:1')).rejects.toMatchObject({ kind: 'evaluate' });
    await expect(query(url, AbortSignal.abort())).rejects.toMatchObject({ kind: 'limit' });
  });
});
