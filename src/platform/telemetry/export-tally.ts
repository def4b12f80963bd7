import { redactText } from './redact-secrets.js';

/** What became of the spans that were to be sent. */
export const exportOutcomes = ['sent', 'failed', 'dropped'] as const;
type ExportOutcome = (typeof exportOutcomes)[number];

const MAX_MESSAGE_CHARS = 300;

/** Counts what became of spans, and remembers the last success and the last error. */
export class ExportTally {
  readonly spans: Record<ExportOutcome, number> = { sent: 0, failed: 0, dropped: 0 };
  lastSuccessAt: Date | undefined;
  lastError: { readonly at: Date; readonly message: string } | undefined;

  sent(spans: number): void {
    this.spans.sent += spans;
    this.lastSuccessAt = new Date();
  }

  failed(spans: number, error: unknown): void {
    this.spans.failed += spans;
    const message = redactText(error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE_CHARS);
    this.lastError = { at: new Date(), message };
  }

  /** There was no room for them. */
  dropped(spans: number): void {
    this.spans.dropped += spans;
  }
}
