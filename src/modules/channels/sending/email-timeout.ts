/** How long one mail may take from the connection to the last answer, in milliseconds. */
export const EMAIL_TIMEOUT_MS = Symbol('EmailTimeoutMs');
