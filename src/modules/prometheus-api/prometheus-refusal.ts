import { PromqlError } from '../../promql/promql-error.js';

export type PrometheusErrorType =
  | 'bad_data'
  | 'execution'
  | 'timeout'
  | 'canceled'
  | 'unavailable'
  | 'internal'
  | 'not_found'
  | 'unauthorized'
  | 'forbidden';

const statusOf = { bad_data: 400, execution: 422, timeout: 503, canceled: 499 } as const;

/** A refusal in the terms of Prometheus' HTTP API. */
export class PrometheusRefusal extends Error {
  constructor(
    readonly errorType: keyof typeof statusOf,
    message: string,
  ) {
    super(message);
    this.name = 'PrometheusRefusal';
  }

  get status(): number {
    return statusOf[this.errorType];
  }
}

/** A parameter that is not what it should be. */
export function invalidParameter(name: string, reason: string): PrometheusRefusal {
  return new PrometheusRefusal('bad_data', `invalid parameter "${name}": ${reason}`);
}

/** What a parser said of the text of a parameter, with the place as Prometheus tells it: line and column, from 1. */
export function unparsable(name: string, text: string, error: unknown): unknown {
  if (!(error instanceof PromqlError)) return error;
  const before = text.slice(0, error.span?.from ?? 0).split('\n');
  const column = Buffer.byteLength(before.at(-1)!) + 1;
  return invalidParameter(name, `${before.length}:${column}: parse error: ${error.message}`);
}
