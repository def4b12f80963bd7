/** The only source of fresh identifiers; tests inject a predictable one. */
export interface Ids {
  /** A new UUID, time-ordered (v7) in production. */
  next(): string;
}
