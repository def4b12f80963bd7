import { describe, expect, it } from 'vitest';
import { ConfigError } from '../config/config-error.js';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/embedded-postgres-error.js';
import { startFailure } from './start-failure.js';

const listening = (code: string) =>
  Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen', address: '127.0.0.1', port: 4040 });

describe('why a start failed, for whoever started it', () => {
  it.each([
    [
      'a port in use',
      listening('EADDRINUSE'),
      'port 4040 of 127.0.0.1 is in use. Stop what listens there, or set ORCHESTRATE_PORT to another one.',
    ],
    [
      'a port that needs rights',
      listening('EACCES'),
      'port 4040 of 127.0.0.1 may not be opened by this user. Set ORCHESTRATE_PORT to one above 1023.',
    ],
    [
      'an address of another machine',
      listening('EADDRNOTAVAIL'),
      '127.0.0.1 is no address of this machine. Set ORCHESTRATE_HOST to one that is, or to 0.0.0.0 for all.',
    ],
    [
      'a database that is not there',
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED', syscall: 'connect' }),
      'the database cannot be reached: connect ECONNREFUSED 10.0.0.1:5432',
    ],
    [
      'a false password',
      Object.assign(new Error('password authentication failed for user "x"'), { code: '28P01', severity: 'FATAL' }),
      'the database refuses us: password authentication failed for user "x". Check DATABASE_URL.',
    ],
    ['a data directory in use', new EmbeddedPostgresError('in_use', 'It is in use.'), 'It is in use.'],
  ])('%s is told without a stack', (_what, error, told) => {
    expect(startFailure(error)).toBe(`Orchestrate Monitor could not start: ${told}`);
  });

  it('lists the faults of the configuration as they are', () => {
    const error = new ConfigError([{ variable: 'ORCHESTRATE_PORT', problem: 'must be a port' }]);
    expect(startFailure(error)).toBe(error.message);
  });

  it('shows where a defect comes from', () => {
    expect(startFailure(new TypeError('x is no function'))).toMatch(
      /could not start: TypeError: x is no function\n +at /,
    );
    expect(startFailure('odd')).toBe('Orchestrate Monitor could not start: odd');
  });
});
