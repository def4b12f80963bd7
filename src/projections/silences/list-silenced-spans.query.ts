import { Query } from '@nestjs/cqrs';

/** A time for which a silence covered an alert. */
export interface SilencedSpan {
  readonly silenceId: string;
  readonly from: Date;
  /** At most the end of the period that was asked about. */
  readonly to: Date;
  readonly comment: string;
  readonly createdBy: string;
  /** Who ended it early; null: nobody did. */
  readonly endedBy: string | null;
}

/** When an alert was silenced within a period, as far as silences are known now. */
export class ListSilencedSpans extends Query<readonly SilencedSpan[]> {
  constructor(
    /** As matchers see them. */
    readonly labels: Readonly<Record<string, string>>,
    readonly from: Date,
    readonly to: Date,
  ) {
    super();
  }
}
