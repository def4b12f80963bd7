import type { Environment } from './load-config.js';

/** The environment of this process, for programs that hand it on. */
export function processEnvironment(): Environment {
  return process.env;
}
