import { CommandBus } from '@nestjs/cqrs';
import type { CommandContext } from '../kernel/command-context.js';
import { type DemoProgress, runDemo } from '../demo/run-demo.js';
import { setUpDemo } from '../demo/set-up-demo.js';
import { CreateApiKey, RevokeApiKey } from '../modules/identity/index.js';
import type { Service } from './start.js';

export interface DemoFleetOptions {
  /** How far back the fleet's history begins. */
  readonly historyDays: number;
  readonly seed?: number;
}

export interface DemoFleet {
  /** Ends the reporting and withdraws its key. */
  stop(): Promise<void>;
}

/** How often the log says how far the history is told. */
const TENTHS = 10;

/**
 * Lets a simulated fleet report to this very service, through its public API and with a key of its own that lives no
 * longer than the fleet. What a team around it would set up is there once its history is told, with a key for that alone.
 */
export async function startDemoFleet(
  service: Pick<Service, 'app' | 'runtime'>,
  url: string,
  options: DemoFleetOptions,
): Promise<DemoFleet> {
  const { logger, ids } = service.runtime;
  const commands = service.app.get(CommandBus);
  const context = (): CommandContext => ({
    actor: { type: 'system', id: 'system', name: 'system' },
    correlationId: ids.next(),
    source: 'system',
    demo: true,
  });
  const { id, key } = await commands.execute(new CreateApiKey('demo fleet', 'reporter', context()));
  const stopping = new AbortController();
  let told = -1;
  const onProgress = ({ phase, told: part, totals }: DemoProgress) => {
    const tenth = phase === 'live' ? TENTHS : Math.floor(part * TENTHS);
    if (tenth === told) return;
    told = tenth;
    logger.info(
      { facts: totals.sent, rejected: totals.rejected },
      `demo fleet: ${tenth * TENTHS} % of its history told`,
    );
  };
  const { signal } = stopping;
  const setUp = async () => {
    const operator = await commands.execute(new CreateApiKey('demo set-up', 'operator', context()));
    try {
      logger.info(await setUpDemo({ url, apiKey: operator.key, signal }), 'demo fleet: set up around it just now');
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'demo fleet: what a team would set up is not all there');
    } finally {
      await commands.execute(new RevokeApiKey(operator.id, context()));
    }
  };
  const running = runDemo({ url, apiKey: key, ...options, signal, onProgress, atPresent: setUp }).catch(
    (error: unknown) => void logger.error({ err: error }, 'demo fleet: it stopped reporting'),
  );
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await commands.execute(new RevokeApiKey(id, context()));
    },
  };
}
