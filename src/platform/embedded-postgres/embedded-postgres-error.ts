/** Why the embedded database cannot start, in words for whoever started the service: what is wrong, what to do. */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly reason: 'in_use' | 'damaged' | 'version' | 'platform' | 'rights' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}
