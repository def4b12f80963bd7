/** What notifications ask of the configuration. */
export interface NotificationSettings {
  /** What this process does. */
  readonly roles: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Where people reach the dashboard; undefined: where we listen. */
  readonly publicUrl: string | undefined;
}

/** Links in messages begin with it. */
export function dashboardUrl({ publicUrl, host, port }: NotificationSettings): string {
  if (publicUrl !== undefined) return publicUrl;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
