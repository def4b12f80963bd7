const CENSORED = '[redacted]';
const MAX_DEPTH = 6;

/** Names whose values are secret, compared without case, dashes and underscores. `inputTokens` is not one of them. */
const SECRET_NAMES = new Set([
  'authorization',
  'proxyauthorization',
  'xapikey',
  'apikey',
  'adminkey',
  'key',
  'cookie',
  'setcookie',
  'password',
  'passwd',
  'pwd',
  'secret',
  'clientsecret',
  'webhooksecret',
  'githubwebhooksecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'sessionid',
  'sessiontoken',
  'xhubsignature256',
  'xhubsignature',
  'privatekey',
  'orchestrateadminkey',
  'orchestrateapikey',
]);

const PASSWORD_IN_URL = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+@/gi;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;

/** The same value without secrets: by the name of a field, and inside text by shape. Copies, never alters. */
export function redactSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deeper than is logged]';
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redactSecrets(item, depth + 1));
  return redactFields(Object.entries(value), depth);
}

/** Text without passwords of connection strings and without credentials of authorization headers. */
export function redactText(text: string): string {
  return text.replace(PASSWORD_IN_URL, `$1${CENSORED}@`).replace(BEARER, `$1 ${CENSORED}`);
}

function redactFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([name, item]) => {
      const secret = item !== undefined && item !== null && SECRET_NAMES.has(name.replace(/[-_]/g, '').toLowerCase());
      return [name, secret ? CENSORED : redactSecrets(item, depth + 1)];
    }),
  );
}

/** Drivers hang whole connections on their errors, so of the own fields only plain ones are kept. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const plain = Object.entries(error).filter(([, item]) => typeof item !== 'object' && typeof item !== 'function');
  return {
    type: error.name,
    message: redactText(error.message),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...redactFields(plain, depth),
    ...(error.cause === undefined ? {} : { cause: redactSecrets(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map((one) => redactSecrets(one, depth + 1)) } : {}),
  };
}
