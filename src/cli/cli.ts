import type { Command } from 'commander';
import { loadClientSettings } from '../config/client-settings.js';
import { ConfigError } from '../config/config-error.js';
import type { ApiClient } from '../platform/api-client/api-client.js';
import { openApi } from './api-access.js';
import { UsageError } from './cli-error.js';
import type { Page } from '../platform/api-client/collect-pages.js';
import { safeJson } from './safe-text.js';
import type { Terminal } from './terminal.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Options that every command takes. */
interface CommonOptions {
  readonly url?: string;
  readonly apiKey?: string;
  readonly json?: true;
}

export interface CliParts {
  readonly terminal: Terminal;
  readonly env: Environment;
  /** Starts the service in this process; it goes on running after this resolves. */
  readonly serve: () => Promise<void>;
}

/** What the commands share: the terminal, the way to the service, and how to show an answer. */
export class Cli {
  readonly terminal: Terminal;
  readonly env: Environment;
  readonly serve: () => Promise<void>;

  constructor({ terminal, env, serve }: CliParts) {
    this.terminal = terminal;
    this.env = env;
    this.serve = serve;
  }

  /** The service that the command's options name, or else the environment. */
  api(command: Command): ApiClient {
    return openApi(this.access(command));
  }

  /** Where that service is, and the key to present. */
  access(command: Command): { readonly url: string; readonly apiKey: string | undefined } {
    const { url, apiKey } = command.optsWithGlobals<CommonOptions>();
    const settings = this.clientSettings({
      ...this.env,
      ...(url === undefined ? {} : { ORCHESTRATE_URL: url }),
      ...(apiKey === undefined ? {} : { ORCHESTRATE_API_KEY: apiKey, ORCHESTRATE_API_KEY_FILE: undefined }),
    });
    if (settings.apiKey !== undefined && !/^[\u0021-\u007e]+$/.test(settings.apiKey)) {
      throw new UsageError('the API key has characters that no key of this service has');
    }
    return settings;
  }

  /** Prints an answer: as it came with --json, for people otherwise. */
  show(command: Command, answer: unknown, forPeople: () => string): void {
    const { json } = command.optsWithGlobals<CommonOptions>();
    this.terminal.out(json ? `${safeJson(answer)}\n` : forPeople());
  }

  /** The same for a list, with a remark when it is empty or goes on. */
  showPage<T>(command: Command, page: Page<T>, noun: string, forPeople: (items: readonly T[]) => string): void {
    const { json } = command.optsWithGlobals<CommonOptions>();
    if (json) return this.show(command, page, () => '');
    if (page.items.length === 0) return this.terminal.err(`no ${noun}\n`);
    this.terminal.out(forPeople(page.items));
    if (page.nextCursor === null) return;
    this.terminal.err(
      `${page.items.length} of ${page.total} ${noun}; the rest with --all, or from --cursor ${page.nextCursor}\n`,
    );
  }

  private clientSettings(env: Environment) {
    try {
      return loadClientSettings(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new UsageError(
        error.faults.map(({ variable, problem }) => `${SOURCE[variable] ?? variable} ${problem}`).join('\n'),
      );
    }
  }
}

/** The two ways to give each of these. */
const SOURCE: Readonly<Record<string, string>> = {
  ORCHESTRATE_URL: '--url (ORCHESTRATE_URL)',
  ORCHESTRATE_API_KEY: '--api-key (ORCHESTRATE_API_KEY)',
};
