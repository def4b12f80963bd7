/** What identity asks of the configuration. */
export interface IdentitySettings {
  readonly adminKey: string | undefined;
  /** Web origins that may use the API with a session. */
  readonly corsOrigins: readonly string[];
}
