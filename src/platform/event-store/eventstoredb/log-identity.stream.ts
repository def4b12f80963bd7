/** Holds one event: the log's own id. Never surfaces to readers, and nobody else may append to it. */
export const LOG_IDENTITY_STREAM = 'monitorLog-identity';
