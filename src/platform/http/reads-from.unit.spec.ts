import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { firstValueFrom, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { MinPositionInterceptor, ReadsFrom } from './reads-from.js';
import { MAX_WAIT_MS, ProjectionReads } from '../projections/projection-reads.js';

const written = '00000000000000000005';

class Reads extends ProjectionReads {
  readonly asked: unknown[] = [];

  constructor(private readonly outcome: 'reached' | 'timeout') {
    super();
  }

  override waitFor(...asked: unknown[]) {
    this.asked.push(asked);
    return Promise.resolve(this.outcome);
  }
}

class Controller {
  @ReadsFrom('agents')
  list(): void {}

  plain(): void {}
}

const next: CallHandler = { handle: () => of('answer') };

function ask(reads: ProjectionReads, query: object, handler: () => void = Controller.prototype.list) {
  const context = { getHandler: () => handler, switchToHttp: () => ({ getRequest: () => ({ query }) }) };
  return (async () =>
    firstValueFrom(
      new MinPositionInterceptor(new Reflector(), reads).intercept(context as unknown as ExecutionContext, next),
    ))();
}

describe('?minPosition=', () => {
  it.each([
    '5',
    '0000000000000000005',
    '000000000000000000005',
    ` ${written}`,
    `${written}\n`,
    `${written}:`,
    `${written}:5`,
    `5:${written}`,
    'latest',
    '',
    [written, written],
  ])('refuses %j at once, and says which parameter is wrong', async (minPosition) => {
    const reads = new Reads('timeout');
    await expect(ask(reads, { minPosition })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fault: 'invalid',
      fields: [{ field: 'minPosition' }],
    });
    expect(reads.asked).toEqual([]);
  });

  it.each([written, `${written}:${written}`])('waits for what a write answered: %s', async (minPosition) => {
    const reads = new Reads('reached');
    expect(await ask(reads, { minPosition })).toBe('answer');
    expect(reads.asked).toEqual([[['agents'], minPosition, MAX_WAIT_MS]]);
  });

  it('says that the read model is behind when the wait was in vain', async () => {
    await expect(ask(new Reads('timeout'), { minPosition: '9'.repeat(20) })).rejects.toMatchObject({
      code: 'PROJECTION_BEHIND',
      fault: 'unavailable',
      retryAfterSeconds: expect.any(Number),
    });
  });

  it('waits for nothing where nobody asks, or the route reads no projection', async () => {
    const reads = new Reads('timeout');
    expect(await ask(reads, {})).toBe('answer');
    expect(await ask(reads, { minPosition: written }, Controller.prototype.plain)).toBe('answer');
    expect(reads.asked).toEqual([]);
  });
});
