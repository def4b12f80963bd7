import type { Logger } from 'pino';
import type { PartHealth } from '../../../platform/runtime/health-part.js';

/** A port that takes requests. */
export interface OpenPort {
  /** The one that was given, when any was asked for. */
  readonly port: number;
  /** Takes no more, finishes what is under way. */
  close(): Promise<void>;
}

export interface ReceiverPortOptions {
  /** As `/readyz` and the log call it: `otlp-http`. */
  readonly name: string;
  /** 0: any free port. */
  readonly port: number;
  open(port: number): Promise<OpenPort>;
  readonly logger: Logger;
  /** Time between attempts to open a port that is in use. */
  readonly retryMs?: number;
}

const RETRY_MS = 5_000;

/**
 * A port beside the main one. When it cannot be opened (another collector has it), the service runs without it and
 * says so; it is tried again, since the other may only be our own predecessor that is about to end.
 */
export class ReceiverPort {
  private opened: OpenPort | undefined;
  private problem = 'it is not open yet';
  private retry: NodeJS.Timeout | undefined;
  private attempt: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: ReceiverPortOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Undefined while it is not open. */
  get port(): number | undefined {
    return this.opened?.port;
  }

  /** Resolves when it is open, or known not to be. */
  async start(): Promise<void> {
    const { name, port, logger } = this.options;
    if (await this.tryToOpen()) return;
    logger.warn({ receiver: name, port, reason: this.problem }, `${name}: ${this.problem}; everything else runs`);
    this.tryAgainLater();
  }

  async check(): Promise<Omit<PartHealth, 'name'>> {
    return this.opened
      ? { status: 'up', details: { port: this.opened.port } }
      : { status: 'degraded', reason: this.problem, details: { port: this.options.port } };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.attempt;
    await this.opened?.close();
    this.opened = undefined;
    this.problem = 'it is closed';
  }

  private tryAgainLater(): void {
    this.retry = setTimeout(() => {
      this.attempt = this.tryToOpen().then((open) => {
        if (!open && !this.closed) this.tryAgainLater();
      });
    }, this.options.retryMs ?? RETRY_MS);
    this.retry.unref();
  }

  private async tryToOpen(): Promise<boolean> {
    const { name, port, logger, open } = this.options;
    try {
      this.opened = await open(port);
      logger.info({ receiver: name, port: this.opened.port }, `${name}: listening on port ${this.opened.port}`);
      return true;
    } catch (error) {
      this.problem = reasonOf(error, port);
      return false;
    }
  }
}

function reasonOf(error: unknown, port: number): string {
  const message = error instanceof Error ? error.message : String(error);
  // By the text: a gRPC server has no code for it.
  return message.includes('EADDRINUSE') ? `port ${port} is in use` : `port ${port} cannot be opened: ${message}`;
}
