/** Where we do not send: an address that the policy refuses. Trying again cannot help. */
export class OutboundRefused extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'OutboundRefused';
  }
}

/** No answer came, or none in time. Its message is a code and nothing of what was sent or received. */
export class OutboundFailure extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'OutboundFailure';
  }
}

/** The same without anything that a driver put into its message, such as addresses. */
export function outboundError(error: unknown): OutboundRefused | OutboundFailure {
  for (let next = error; next instanceof Error; next = next.cause) {
    if (next instanceof OutboundRefused || next instanceof OutboundFailure) return next;
    if (next instanceof AggregateError && next.errors.length > 0) return outboundError(next.errors[0]);
    const { code } = next as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return new OutboundFailure(code);
  }
  return new OutboundFailure('NO_ANSWER');
}
