/** A problem document (RFC 9457), or one of the program's own in the same form. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly status?: number;
  /** What is wrong with each field. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly traceId?: string;
  /** What else the refusal tells, such as the names that there are. */
  readonly [extension: string]: unknown;
}

/** A command that cannot do what it was asked: exit code 1. */
export class CliError extends Error {
  constructor(
    readonly problem: Problem,
    /** What the reader can do about it, one hint each. */
    readonly waysOut: readonly string[] = [],
  ) {
    super(problem.detail);
    this.name = 'CliError';
  }
}

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A command that has said already what went wrong: exit code 1, and nothing more to print. */
export class ToldFailure extends Error {
  constructor() {
    super('told already');
    this.name = 'ToldFailure';
  }
}
