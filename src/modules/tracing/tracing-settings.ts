/** What tracing asks of the configuration. */
export interface TracingSettings {
  readonly host: string;
  readonly port: number;
  readonly otlpHttpPort: number;
  readonly otlpGrpcPort: number;
  /** Networks that we may send to although they are not meant for it. */
  readonly outboundAllow: readonly string[];
}
