import { MultiBar, type SingleBar } from 'cli-progress';
import type { ProjectionStatus } from './projections.cli.js';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';

export interface RebuildProgress {
  show(statuses: readonly ProjectionStatus[]): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/** A bar for each rebuild where somebody watches, lines where nobody does. */
export function rebuildProgress(names: readonly string[], terminal: Terminal): RebuildProgress {
  return terminal.progress ? bars(names, terminal.progress) : lines(terminal);
}

function bars(names: readonly string[], stream: NodeJS.WritableStream): RebuildProgress {
  const width = Math.max(...names.map((name) => name.length));
  const all = new MultiBar({
    format: '{name} [{bar}] {percentage} %  {remark}',
    barsize: 24,
    barCompleteChar: '#',
    barIncompleteChar: '-',
    hideCursor: true,
    stream,
  });
  const bar = new Map<string, SingleBar>(
    names.map((name) => [name, all.create(100, 0, { name: safeText(name).padEnd(width), remark: '' })]),
  );
  return {
    show: (statuses) => {
      for (const status of statuses) bar.get(status.name)?.update(percent(status), { remark: remark(status) });
    },
    end: () => all.stop(),
  };
}

/** Every tenth part, and whatever changes its state. */
function lines(terminal: Terminal): RebuildProgress {
  const said = new Map<string, string>();
  return {
    show: (statuses) => {
      for (const status of statuses) {
        const stage = `${status.rebuild?.state} ${Math.floor(percent(status) / 10)}`;
        if (said.get(status.name) === stage) continue;
        said.set(status.name, stage);
        terminal.err(`${safeText(status.name)}: ${percent(status)} %, ${remark(status)}\n`);
      }
    },
    end: () => {},
  };
}

function percent({ rebuild }: ProjectionStatus): number {
  return rebuild === null ? 100 : Math.floor(rebuild.progress * 100);
}

function remark({ rebuild, events }: ProjectionStatus): string {
  if (rebuild === null) return `done, ${events} events`;
  if (rebuild.state === 'waiting') return 'waiting for a process that takes it up';
  if (rebuild.state === 'failed') return 'failed';
  const speed = rebuild.eventsPerSecond === null ? '' : `, ${Math.round(rebuild.eventsPerSecond)} a second`;
  return `${rebuild.events} events${speed}`;
}
