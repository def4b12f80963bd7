import type { Json, JsonObject } from './json.js';
import { withoutAssignedSecrets } from './secret-assignments.js';
import { isSecretName } from './secret-names.js';

/** What stands in an event where a secret was sent. */
export const REDACTED = '[redacted]';

/** Texts that are secrets whatever they are called; each pattern is precise enough never to hit prose. */
const secretTexts: readonly RegExp[] = [
  /\borc_(?:admin|operator|viewer|reporter)_[\w-]{20,}/g,
  /\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\b(?:bearer|basic)\s)(?=[^\s\d]{0,200}\d)[A-Za-z0-9._~+/-]{16,}=*/gi,
  /(?<=\bauthorization\\?["']?[ \t]{0,3}[:=][ \t]{0,3}\\?["']?(?:bearer|basic|digest|token)[ \t]{1,3})[^\s"'\\]+/gi,
  /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,100}:)[^\s@/]{1,200}(?=@)/gi,
];
/** One cheap look before the patterns: most texts hold nothing of the kind. */
const worthALook =
  /orc_|sk-|gh[pousr]_|github_pat_|glpat-|npm_|xox|AKIA|ASIA|AIza|eyJ|hooks\.slack|PRIVATE KEY|bearer|basic|authorization|:\/\//i;

/** NUL and lone surrogates: no database and no UTF-8 can hold them. */
// eslint-disable-next-line no-control-regex -- NUL is what is looked for
const unstorable = /[\u0000\p{Cs}]/gu;

/** The text as it may be stored: secrets replaced, characters that cannot be stored replaced by U+FFFD. */
export function storableText(text: string): string {
  let clean = text.replace(unstorable, '\uFFFD');
  if (worthALook.test(clean)) for (const pattern of secretTexts) clean = clean.replace(pattern, REDACTED);
  return withoutAssignedSecrets(clean, REDACTED);
}

export interface Redacted {
  readonly value: Json;
  /** Where something was replaced, as JSON pointers; `''` is the whole value. */
  readonly paths: readonly string[];
}

const MAX_DEPTH = 64;

/**
 * A value as it may be stored under a name. Under a secret's name everything is replaced but booleans, nulls and empty
 * texts; elsewhere, whatever looks like a secret by itself.
 */
export function redact(name: string, value: Json): Redacted {
  const paths: string[] = [];
  const clean = walk(value, isSecretName(name), '', paths, 0);
  return { value: clean, paths };
}

function walk(value: Json, secret: boolean, path: string, paths: string[], depth: number): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (depth > MAX_DEPTH) {
    paths.push(path);
    return REDACTED;
  }
  if (typeof value === 'number') {
    if (!secret) return value;
    paths.push(path);
    return REDACTED;
  }
  if (typeof value === 'string') {
    const clean = secret && value !== '' ? REDACTED : storableText(value);
    if (clean !== value && clean.includes(REDACTED)) paths.push(path);
    return clean;
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, index) => walk(item, secret, `${path}/${index}`, paths, depth + 1));
  }
  const clean: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value as JsonObject)) {
    if (item === undefined) continue;
    const safeKey = storableText(key);
    const inner = walk(
      item,
      secret || isSecretName(key),
      `${path}/${safeKey.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      paths,
      depth + 1,
    );
    Object.defineProperty(clean, safeKey, { value: inner, enumerable: true, writable: true, configurable: true });
  }
  return clean;
}
