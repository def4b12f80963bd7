import type { InstantAnswer } from '../../../promql/evaluation.js';
import { formatPromql } from '../../../promql/format.js';
import { PromqlError } from '../../../promql/promql-error.js';
import { type ConditionRound, ConditionSource, vectorOf } from './condition-source.js';
import { prometheusAnswer } from './prometheus-answer.reader.js';

/** More than the alerts of a rule can be. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Conditions on the series of a Prometheus, over its HTTP API. */
export class PrometheusConditionSource extends ConditionSource {
  private readonly endpoint: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(prometheusUrl: string) {
    super();
    const url = new URL(prometheusUrl);
    // fetch takes no address with credentials in it.
    const credentials = [url.username, url.password].map(decodeURIComponent).join(':');
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    this.headers = url.username === '' ? {} : { authorization };
    url.username = '';
    url.password = '';
    this.endpoint = `${url.href.replace(/\/+$/, '')}/api/v1/query`;
  }

  override async begin(): Promise<ConditionRound> {
    return {
      late: null,
      query: async (expr, atMs, signal) => vectorOf(await this.ask(formatPromql(expr), atMs, signal)),
    };
  }

  private async ask(query: string, atMs: number, signal: AbortSignal): Promise<InstantAnswer> {
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        headers: this.headers,
        body: new URLSearchParams({ query, time: (atMs / 1_000).toFixed(3) }),
        // It is asked where the operator has said it is, and nowhere else.
        redirect: 'error',
        signal,
      });
      return prometheusAnswer(response.status, await textOf(response), atMs);
    } catch (error) {
      if (error instanceof PromqlError) throw error;
      if (signal.aborted) throw new PromqlError('limit', 'Prometheus did not answer in time');
      throw new PromqlError('evaluate', `Prometheus cannot be asked: ${reasonOf(error)}`);
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new PromqlError('limit', `Prometheus answers more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** fetch says no more than "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: unknown; message?: string };
  return cause instanceof Error && cause.message !== '' ? cause.message : (message ?? String(error));
}
