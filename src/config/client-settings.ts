import type { Config } from './config.js';
import { envNotes, variableNames } from './env.schema.js';
import { type Environment, loadConfig } from './load-config.js';

const clientVariables = variableNames
  .filter((name) => envNotes[name].group === 'client')
  .flatMap((name) => [name, `${name}_FILE`]);

/** What the `orchestrate` program needs to reach a service. Faults in the service's own settings are not its business. */
export function loadClientSettings(env: Environment = process.env): Config['client'] {
  return loadConfig(Object.fromEntries(clientVariables.map((name) => [name, env[name]]))).client;
}
