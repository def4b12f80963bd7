import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { pause } from '../../../platform/projections/pause.js';
import { LOGGER } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { exportOwnSpans } from '../../../platform/telemetry/tracing.js';
import { type TraceExportHistory, TraceExportHistoryReader } from '../trace-export-history.service.js';

/** One event is read at each look, which costs less than a subscription that wakes with every append. */
const LOOK_MS = 1_000;

/** Follows the setting in every process, whichever replica was told of a change, and sends own spans accordingly. */
@Injectable()
export class TraceExportFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private refreshing: Promise<void> | undefined;
  private known: TraceExportHistory | undefined;

  constructor(
    private readonly histories: TraceExportHistoryReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What holds, as far as this process knows; undefined before its first look. */
  get current(): TraceExportHistory | undefined {
    return this.known;
  }

  onApplicationBootstrap(): void {
    this.running ??= untraced(() => this.run());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Looks now; a look under way may have been too early. */
  async refresh(): Promise<void> {
    await this.refreshing?.catch(() => undefined);
    return (this.refreshing ??= this.look().finally(() => (this.refreshing = undefined)));
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // An absent log is told by others; the setting stays as it is known meanwhile.
      await this.refresh().catch((error: unknown) => {
        this.logger.debug({ err: error }, 'the setting of the export of traces cannot be read');
      });
      await pause(LOOK_MS, signal);
    }
  }

  private async look(): Promise<void> {
    const history = await this.histories.read();
    if (this.known !== undefined && history.revision === this.known.revision) return;
    this.known = history;
    const { enabled, endpoint, sampleRate } = history.settings;
    await exportOwnSpans(enabled ? { endpoint, sampleRate } : undefined);
    if (history.revision !== undefined) this.logger.info(history.settings, 'export of traces');
  }
}
