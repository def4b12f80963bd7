/** The service cannot be reached, or takes nothing from this reporter. */
export class DemoError extends Error {
  constructor(
    readonly code: string,
    detail: string,
    /** Of the answer, when there was one. */
    readonly status?: number,
  ) {
    super(detail);
    this.name = 'DemoError';
  }
}
