import { envNotes, type VariableName, variableNames } from './env.schema.js';
import { type Environment, loadConfig } from './load-config.js';

/** Stands for a secret that is set. */
export const MASK = '********';

/** One variable as the service would take it. */
export interface EffectiveSetting {
  readonly variable: VariableName;
  /** The text that counts; for one that is not set, what that means; for a secret, a mask. */
  readonly value: string;
  readonly from: 'environment' | 'file' | 'default';
  /** Accepted and checked, but without effect in this version. */
  readonly reserved: boolean;
}

export interface EffectiveSettings {
  readonly settings: readonly EffectiveSetting[];
  readonly warnings: readonly string[];
}

/** Every setting with its origin and no secret. Throws the ConfigError that lists all faults. */
export function effectiveSettings(env: Environment = process.env): EffectiveSettings {
  const { dataDir, warnings } = loadConfig(env);
  const settings = variableNames.map((variable): EffectiveSetting => {
    const { secret, whenUnset, reserved } = envNotes[variable];
    const text = env[variable]?.trim() ?? '';
    const inFile = secret === true && (env[`${variable}_FILE`]?.trim() ?? '') !== '';
    const from = inFile ? 'file' : text === '' ? 'default' : 'environment';
    const shown = from === 'default' ? whenUnset : secret === true ? MASK : text;
    const value = variable === 'ORCHESTRATE_DATA_DIR' ? dataDir : shown;
    return { variable, value, from, reserved: reserved === true };
  });
  return { settings, warnings };
}
