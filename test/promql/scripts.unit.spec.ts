import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScript } from '../support/promql-script.js';

const here = new URL('.', import.meta.url);

describe.each(readdirSync(here).filter((name) => name.endsWith('.test')))('%s', (name) => {
  it.each(
    readScript(readFileSync(new URL(name, here), 'utf8')).map(
      (each) => [`${each.line}: ${each.expression}`, each] as const,
    ),
  )('line %s', (_, each) => expect(each.check()).resolves.toBeUndefined());
});
