import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** A bar where somebody watches, a line for every tenth part where nobody does. */
export function partProgress(terminal: Terminal): { show(part: number): void; end(): void } {
  if (terminal.progress) {
    const bar = new SingleBar({
      format: '[{bar}] {percentage} %',
      barsize: 24,
      hideCursor: true,
      stream: terminal.progress,
    });
    bar.start(100, 0);
    return { show: (part) => bar.update(Math.floor(part * 100)), end: () => bar.stop() };
  }
  let told = 0;
  return {
    show(part) {
      if (Math.floor(part * 10) <= told) return;
      told = Math.floor(part * 10);
      terminal.err(`${told * 10} %\n`);
    },
    end: () => {},
  };
}
