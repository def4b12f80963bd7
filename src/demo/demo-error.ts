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

/** Of an answer that says no. */
export function refusal(status: number, body: unknown): DemoError {
  const { code, detail } = (body ?? {}) as { code?: unknown; detail?: unknown };
  return new DemoError(
    typeof code === 'string' ? code : `HTTP_${status}`,
    typeof detail === 'string' ? detail : `the service answered ${status} and gave no reason`,
    status,
  );
}

/** Of no answer at all. */
export function unreachable(url: string, error: unknown): DemoError {
  const { message, cause } = (error ?? {}) as { message?: string; cause?: { code?: string; message?: string } };
  const reason = cause?.code ?? cause?.message ?? message ?? 'no answer';
  return new DemoError('SERVICE_UNREACHABLE', `${url}: ${reason}`);
}
