import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../kernel/event.js';
import { definitionOf, eventDefinitions, upcast } from './catalog.js';
import { streams } from './streams.js';

const goldenDir = join(import.meta.dirname, '../../test/golden/events');
const goldens = readdirSync(goldenDir).sort();
const read = (name: string) => JSON.parse(readFileSync(join(goldenDir, name), 'utf8')) as RecordedEvent;

/** The golden as the log returns it. */
const recorded = (golden: RecordedEvent): RecordedEvent => ({
  ...golden,
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date(0),
});

describe('the catalogue', () => {
  it('names each type once, in the past tense of PascalCase, on a category without a dash', () => {
    const types = eventDefinitions.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const { type, category, summary } of eventDefinitions) {
      expect(type).toMatch(/^([A-Z][a-z]+)+(ed|Out|Sent)$/);
      expect([...Object.keys(streams), 'any']).toContain(category);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(eventDefinitions.map(({ type, version }) => [type, version] as const))(
    'has a golden event of every version of %s up to %i',
    (type, version) => {
      for (let one = 1; one <= version; one++) expect(goldens).toContain(`${type}.v${one}.json`);
    },
  );

  it('knows nothing of a type that a newer version appended, and leaves it as it is', () => {
    const event = recorded({ ...read('AgentSpawned.v1.json'), type: 'AgentPromoted' });
    expect(definitionOf('AgentPromoted')).toBeUndefined();
    expect(upcast(event)).toBe(event);
  });

  it('stops at a version newer than it knows', () => {
    const event = recorded({ ...read('AgentSpawned.v1.json'), schemaVersion: 99 });
    expect(() => upcast(event)).toThrow(/schema version 99; this build knows up to 1/);
  });
});

describe.each(goldens)('the golden event %s', (name) => {
  const golden = read(name);

  it('is named after its type and version', () => {
    expect(name).toBe(`${golden.type}.v${golden.schemaVersion}.json`);
  });

  it('lies on a stream of its category', () => {
    const category = definitionOf(golden.type)?.category;
    const own = golden.stream.split('-')[0]!;
    expect(category === 'any' ? Object.keys(streams) : [category]).toContain(own);
  });

  it('is read by the current schema without losing a member', () => {
    const lifted = upcast(recorded(golden));
    const definition = definitionOf(golden.type);
    expect(lifted.schemaVersion).toBe(definition?.version);
    expect(definition?.data.parse(lifted.data)).toEqual(lifted.data);
  });
});
