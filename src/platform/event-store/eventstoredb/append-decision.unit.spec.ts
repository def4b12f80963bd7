import { describe, expect, it } from 'vitest';

import type { ExpectedRevision } from '../event-log.js';
import { decideAppend, type StreamKnowledge } from './append-decision.js';

function stream(...ids: string[]): StreamKnowledge {
  return {
    last: ids.length === 0 ? undefined : BigInt(ids.length - 1),
    revisionOf: (id) => (ids.includes(id) ? BigInt(ids.indexOf(id)) : undefined),
  };
}

describe('decideAppend', () => {
  it.each<[string[], string[], ExpectedRevision, string]>([
    [[], ['a'], 'any', 'write'],
    [[], ['a'], 'none', 'write'],
    [[], ['a'], 'exists', 'conflict'],
    [[], ['a'], 0n, 'conflict'],
    [['a'], ['b'], 'any', 'write'],
    [['a'], ['b'], 'none', 'conflict'],
    [['a'], ['b'], 'exists', 'write'],
    [['a'], ['b'], 0n, 'write'],
    [['a'], ['b'], 1n, 'conflict'],
    [['a', 'b'], ['b', 'c'], 'any', 'conflict'],
    [['a', 'b'], ['c', 'a'], 1n, 'conflict'],
    [['a', 'b', 'c'], ['b', 'c'], 'none', 'conflict'],
    [['a', 'b', 'c'], ['b', 'c'], 2n, 'conflict'],
  ])('in a stream of %j, judges %j under %s: %s', (known, ids, expected, kind) => {
    expect(decideAppend(stream(...known), ids, expected).kind).toBe(kind);
  });

  it.each<[string[], ExpectedRevision, bigint]>([
    [['a', 'b'], 'none', 1n],
    [['a', 'b'], 'any', 1n],
    [['b', 'c'], 0n, 2n],
    [['b', 'c'], 'exists', 2n],
    [['c'], 'any', 2n],
  ])('answers the repeat of %j under %s with the revision of its last event', (ids, expected, revision) => {
    expect(decideAppend(stream('a', 'b', 'c', 'd'), ids, expected)).toEqual({ kind: 'duplicate', revision });
  });
});
