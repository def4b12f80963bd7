import { describe, expect, it } from 'vitest';
import { accountTable, census, ledger } from '../../../test/support/ledger-projection.js';
import type { Projection } from './projection.js';
import { checkProjections, createIndexesSql, shapeOf } from './table-ddl.js';

describe('the tables of a projection', () => {
  const withTable = (projection: Projection, change: object): Projection => ({
    ...projection,
    outputs: projection.outputs.map((output) => ({ ...output, table: { ...output.table, ...change } })),
  });

  it('have the indexes that they name, and their history those of its own', () => {
    expect(createIndexesSql(accountTable, 'rebuild')).toEqual([
      'create index if not exists "accounts_0" on projection_rebuild."accounts" (total desc)',
      'create index if not exists "accounts_history_0" on projection_rebuild."accounts_history" (valid_to, valid_from)',
      'create index if not exists "accounts_history_1" on projection_rebuild."accounts_history" (total, valid_to)',
    ]);
  });

  it('are other ones with other indexes of the history', () => {
    const one = { ...ledger(), outputs: ledger().outputs.slice(0, 1) };
    expect(shapeOf(withTable(one, { historyIndexes: ['(account)'] }))).not.toBe(shapeOf(one));
  });

  it('cannot index a history that is not kept', () => {
    const refused = withTable(census, { historyIndexes: ['(count)'] });
    expect(() => checkProjections([refused])).toThrow('table census: keeps no history that could have indexes');
    expect(() => checkProjections([ledger(), census])).not.toThrow();
  });
});
