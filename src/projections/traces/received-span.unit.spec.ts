import { describe, expect, it } from 'vitest';
import { presentReceivedSpan } from './received-span.js';

const shown = (
  attributes: Record<string, string>,
  more: { kind?: 'client' | 'server' | 'producer'; name?: string } = {},
) => presentReceivedSpan({ name: 'x', kind: 'client', attributes, service: 'shop', ...more });

describe('a received span', () => {
  it.each([
    [{ 'db.system.name': 'postgresql', 'db.operation.name': 'select' }, 'SELECT'],
    [{ 'db.system': 'postgresql', 'db.operation': 'INSERT' }, 'INSERT'],
    [{ 'db.system': 'postgresql', 'db.statement': '/* app */ (select 1)' }, 'SELECT'],
    [{ 'db.query.text': '-- why\n  update t set a = 1' }, 'UPDATE'],
    [{ 'db.system': 'redis', 'db.statement': 'GET key' }, 'GET'],
    [{ 'db.system': 'redis' }, undefined],
  ])('is a query of a database: %j', (attributes, type) => {
    const { name, attributes: all } = shown(attributes as Record<string, string>);
    expect([name, all['query_type']]).toEqual(['database_query', type]);
    expect(all).toMatchObject({ 'span.name': 'x', 'span.kind': 'client', 'service.name': 'shop', ...attributes });
  });

  it.each([
    [{ 'http.request.method': 'GET', 'url.path': '/a' }, 'GET', '/a'],
    [{ 'http.request.method': 'GET', 'url.full': 'https://h.example/a/b?token=1' }, 'GET', '/a/b'],
    [{ 'http.method': 'POST', 'http.target': '/a?b=c#d' }, 'POST', '/a'],
    [{ 'http.method': 'POST', 'http.url': 'http://h.example/c' }, 'POST', '/c'],
    [{ 'http.method': 'PUT', 'http.url': 'no url', 'http.route': '/c/:id' }, 'PUT', '/c/:id'],
    [{ 'http.method': 'PUT' }, 'PUT', undefined],
  ])('is a request over HTTP: %j', (attributes, method, path) => {
    const { name, attributes: all } = shown(attributes as Record<string, string>, { kind: 'server' });
    expect([name, all['method'], all['path']]).toEqual(['http_request', method, path]);
  });

  it('is itself otherwise', () => {
    expect(shown({ a: 'b' })).toEqual({
      name: 'x',
      attributes: { a: 'b', 'span.kind': 'client', 'service.name': 'shop' },
    });
    expect(shown({ 'http.method': 'GET' }, { kind: 'producer' }).name).toBe('x');
    expect(shown({ 'db.system': 'postgresql' }, { kind: 'server' }).name).toBe('x');
  });
});
