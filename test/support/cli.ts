import { runCli } from '../../src/cli/run-cli.js';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Width of the terminal; a pipe without. */
  readonly columns?: number;
  readonly colour?: boolean;
  readonly progress?: NodeJS.WritableStream;
  readonly serve?: () => Promise<void>;
}

/** Runs one command line of the program in this process and answers what it wrote. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    terminal: {
      out: (text) => (out += text),
      err: (text) => (err += text),
      columns: options.columns,
      colour: options.colour ?? false,
      progress: options.progress,
    },
    env: options.env ?? {},
    serve: options.serve ?? (() => Promise.reject(new Error('no service was to be started'))),
  });
  return { code, out, err };
}
