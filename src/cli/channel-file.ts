import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { secretFrom } from './channel-settings.js';
import type { Environment } from './cli.js';
import { CliError } from './cli-error.js';

/** A channel as a file sets it up: the body of `POST /api/channels`, its secrets read from where they are kept. */
export interface FileChannel {
  readonly name: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly [setting: string]: unknown;
}

/** The channels of a settings file: `channels:` with a list. Secrets are text, `{ env: NAME }` or `{ file: path }`. */
export function readChannelFile(path: string, env: Environment): readonly FileChannel[] {
  const document = parseDocument(textOf(path), { prettyErrors: true });
  const [error] = document.errors;
  if (error) throw faulty(path, error.message);
  const content = document.toJS({ maxAliasCount: 100 }) as { channels?: unknown } | null;
  const channels = content?.channels;
  if (!Array.isArray(channels)) throw faulty(path, 'has no list `channels`');
  return channels.map((channel: unknown, index) => channelOf(channel, `channels[${index}]`, path, env));
}

function channelOf(given: unknown, place: string, path: string, env: Environment): FileChannel {
  if (!isRecord(given) || typeof given['name'] !== 'string') throw faulty(path, `${place} has no name`);
  const { secrets = {}, ...settings } = given;
  if (!isRecord(secrets)) throw faulty(path, `${place}.secrets is no map`);
  return {
    ...settings,
    name: given['name'],
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([field, value]) => [field, secretOf(value, `${place}.secrets.${field}`, path, env)]),
    ),
  };
}

function secretOf(value: unknown, place: string, path: string, env: Environment): string {
  if (typeof value === 'string') return value;
  if (isRecord(value) && typeof value['env'] === 'string') return secretFrom(`env:${value['env']}`, env);
  if (isRecord(value) && typeof value['file'] === 'string') {
    return secretFrom(`file:${resolve(dirname(path), value['file'])}`, env);
  }
  throw faulty(path, `${place} must be text, { env: NAME } or { file: path }`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw faulty(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function faulty(path: string, problem: string): CliError {
  return new CliError({ title: 'Channel file', detail: `${path}: ${problem}`, code: 'CHANNEL_FILE_INVALID' });
}
