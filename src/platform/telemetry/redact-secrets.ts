import { REDACTED, storableText } from '../../kernel/redaction.js';
import { isSecretName } from '../../kernel/secret-names.js';

const MAX_DEPTH = 6;

/** Names whose values are secret in a log, besides those that are secret everywhere; without dashes and underscores. */
const secretInLogs = new Set([
  'key',
  'adminkey',
  'xapikey',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'sessionid',
  'xhubsignature256',
  'xhubsignature',
]);

/** Shorter than what a fact may hold: in a log, a word lost is no loss. */
const CREDENTIALS = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;

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

/** Text without whatever looks like a secret, and without credentials of authorization headers however short. */
export function redactText(text: string): string {
  return storableText(text).replace(CREDENTIALS, `$1 ${REDACTED}`);
}

function isSecretInLogs(name: string): boolean {
  return isSecretName(name) || secretInLogs.has(name.replace(/[-_]/g, '').toLowerCase());
}

function redactFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([name, item]) => {
      const secret = item !== undefined && item !== null && isSecretInLogs(name);
      return [name, secret ? REDACTED : redactSecrets(item, depth + 1)];
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
