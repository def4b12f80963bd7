/** What channels ask of the configuration. */
export interface ChannelsSettings {
  /** What this process does. */
  readonly roles: readonly string[];
  /** Networks that may be reached although they are private. */
  readonly outboundAllow: readonly string[];
  /** 64 hexadecimal digits; undefined: the service makes a key of its own. */
  readonly secretsKey: string | undefined;
  readonly secretsKeyPrevious: string | undefined;
}
