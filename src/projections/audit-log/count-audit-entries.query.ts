import { Query } from '@nestjs/cqrs';

/** Entries of one family that were recorded before an instant (RFC 3339). */
interface OldEntries {
  readonly family: string;
  readonly before: string;
}

/** How many entries there are of each; the order stays. */
export class CountAuditEntries extends Query<readonly (OldEntries & { readonly count: number })[]> {
  constructor(readonly of: readonly OldEntries[]) {
    super();
  }
}
