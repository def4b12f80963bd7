/** What the stream of changes asks of the configuration. */
export interface LiveStreamSettings {
  /** Most clients of this process at once. */
  readonly streamClients: number;
}
