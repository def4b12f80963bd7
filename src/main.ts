import { loadConfig } from './config/load-config.js';
import { type DemoFleet, startDemoFleet } from './app/demo-fleet.js';
import { startArguments, startUsage, UsageError } from './app/start-arguments.js';
import { startFailure } from './app/start-failure.js';
import { startService } from './app/start.js';
import { createLogger } from './platform/telemetry/logger.js';
import { stopTracing } from './platform/telemetry/tracing.js';

/** A second signal, or a part that does not stop in time, ends the process all the same. */
const SHUTDOWN_LIMIT_MS = 20_000;

async function main(): Promise<void> {
  const demo = startArguments(process.argv.slice(2));
  const config = loadConfig();
  const logger = createLogger({ level: config.logLevel, serviceName: config.serviceName });
  for (const warning of config.warnings) logger.warn(warning);
  const service = await startService(config, logger);

  let fleet: DemoFleet | undefined;
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('parts did not stop in time; ending now');
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
    const stopped = fleet
      ?.stop()
      .catch((error: unknown) => logger.warn({ err: error }, 'demo fleet: not stopped cleanly'));
    Promise.resolve(stopped)
      .then(() => service.close())
      .then(
        () => void stopTracing().then(() => process.exit(0)),
        (error: unknown) => {
          logger.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));

  if (service.createdAdminKey !== undefined) {
    process.stdout.write(`Admin API key (shown once, keep it): ${service.createdAdminKey}\n`);
  }
  process.stdout.write(
    service.url === undefined
      ? `Orchestrate Monitor ready (roles: ${config.roles.join(', ')})\n`
      : `Orchestrate Monitor ready at ${service.url}\n`,
  );
  if (demo && service.url !== undefined) fleet = await startDemoFleet(service, service.url, demo);
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n${startUsage}\n`);
    process.exit(2);
  }
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
});
