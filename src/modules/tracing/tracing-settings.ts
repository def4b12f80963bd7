/** What tracing asks of the configuration. */
export interface TracingSettings {
  /** What this process does. */
  readonly roles: readonly string[];
  readonly serviceName: string;
  readonly host: string;
  readonly port: number;
  /** Undefined: there is no such receiver. */
  readonly otlpHttpPort: number | undefined;
  readonly otlpGrpcPort: number | undefined;
  /** Networks that we may send to although they are not meant for it. */
  readonly outboundAllow: readonly string[];
}
