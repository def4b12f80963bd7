/** One thing wrong with the environment. Never holds a value that may be secret. */
export interface ConfigFault {
  readonly variable: string;
  /** What is wrong and what to do about it. */
  readonly problem: string;
}

/** Everything that is wrong with the environment at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.variable} ${fault.problem}`);
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    super(`The configuration has ${count}:\n${lines.join('\n')}\nAll variables: docs/configuration.md`);
    this.name = 'ConfigError';
  }
}
