import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ProjectionStatus } from './projections.cli.js';
import { rebuildProgress } from './rebuild-progress.js';

function status(name: string, rebuild: Partial<NonNullable<ProjectionStatus['rebuild']>> | null): ProjectionStatus {
  return {
    name,
    version: 1,
    state: 'current',
    position: null,
    behindSeconds: null,
    events: 1_000,
    owner: null,
    deadLetters: 0,
    failure: null,
    updatedAt: '2026-01-15T14:32:00Z',
    rebuild: rebuild && {
      state: 'running',
      version: 1,
      progress: 0,
      events: 0,
      eventsPerSecond: null,
      failure: null,
      ...rebuild,
    },
  };
}

describe('progress where nobody watches', () => {
  it('is a line for each tenth and each change of state', () => {
    let written = '';
    const terminal = { out: () => {}, err: (text: string) => (written += text) };
    const progress = rebuildProgress(['agents'], {
      ...terminal,
      columns: undefined,
      colour: false,
      progress: undefined,
    });
    progress.show([status('agents', { state: 'waiting' })]);
    progress.show([status('agents', { progress: 0.02, events: 20 })]);
    progress.show([status('agents', { progress: 0.05, events: 50 })]);
    progress.show([status('agents', { progress: 0.41, events: 410, eventsPerSecond: 120.4 })]);
    progress.show([status('agents', null)]);
    progress.show([status('agents', null)]);
    progress.end();
    expect(written.split('\n')).toEqual([
      'agents: 0 %, waiting for a process that takes it up',
      'agents: 2 %, 20 events',
      'agents: 41 %, 410 events, 120 a second',
      'agents: 100 %, done, 1000 events',
      '',
    ]);
  });
});

describe('progress on a terminal', () => {
  it('is a bar for each projection that ends full', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
    const terminal = { out: () => {}, err: () => expect.unreachable('lines beside the bars') };
    const progress = rebuildProgress(['agents', 'tokens'], {
      ...terminal,
      columns: 100,
      colour: true,
      progress: stream,
    });
    progress.show([status('agents', { progress: 0.5, events: 5 }), status('tokens', { state: 'waiting' })]);
    progress.show([status('agents', null), status('tokens', null)]);
    progress.end();
    const drawn = String(stream.read());
    expect(drawn).toContain(`agents [${'#'.repeat(24)}] 100 %  done, 1000 events`);
    expect(drawn).toContain(`tokens [${'#'.repeat(24)}] 100 %`);
    expect(drawn).toContain('\u001b[?25h');
  });
});
