/**
 * Loaded before everything else (`node --import ./dist/instrumentation.js`), so that tracing sees every package load.
 * A broken configuration is not reported here: main does, with all its faults, a moment later.
 */
import { ConfigError } from './config/config-error.js';
import type { Config } from './config/config.js';
import { loadConfig } from './config/load-config.js';
import { createLogger } from './platform/telemetry/logger.js';
import { startTracing } from './platform/telemetry/tracing.js';

const config = readConfig();
if (config !== undefined) {
  const { serviceName, otlpEndpoint, logLevel } = config;
  await startTracing({ serviceName, otlpEndpoint, logger: createLogger({ level: logLevel, serviceName }) });
}

function readConfig(): Config | undefined {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
