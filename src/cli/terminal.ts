import type { WriteStream } from 'node:tty';

/** Where the program writes, and what that place can show. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Remarks, progress and errors: nothing that a pipe should carry on. */
  err(text: string): void;
  /** Width to fit tables into; undefined when the results go to a file or a pipe, which get everything. */
  readonly columns: number | undefined;
  readonly colour: boolean;
  /** Where a progress bar may be drawn; undefined when nobody would see it move. */
  readonly progress: NodeJS.WritableStream | undefined;
}

const NARROWEST = 40;

/** The terminal of this process. Node itself heeds NO_COLOR, FORCE_COLOR and TERM. */
export function processTerminal(stdout: WriteStream = process.stdout, stderr: WriteStream = process.stderr): Terminal {
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    columns: stdout.isTTY ? Math.max(NARROWEST, stdout.columns || 80) : undefined,
    colour: stdout.isTTY && stdout.hasColors(),
    progress: stderr.isTTY ? stderr : undefined,
  };
}

/** Bold, where it can be shown. */
export function bold(text: string, { colour }: Pick<Terminal, 'colour'>): string {
  return colour ? `\u001b[1m${text}\u001b[22m` : text;
}
