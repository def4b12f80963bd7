import { readFileSync } from 'node:fs';
import { CliError, UsageError } from './cli-error.js';
import type { Environment } from './cli.js';

/** `name=value` of an option that may be given several times. */
export type NamedValues = Readonly<Record<string, string>>;

export function collectNamed(text: string, before: NamedValues = {}): NamedValues {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9]{0,99})=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`${text.split('=')[0]}: write it name=value`);
  return { ...before, [name]: value };
}

/** Settings as their text says them: `587` is a number, `false` is no text, anything else is. */
export function configOf(given: NamedValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [
      name,
      /^(\d{1,9}|true|false|null|\[.*\])$/s.test(text) ? read(text) : text,
    ]),
  );
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * A secret from where it is kept: `env:NAME`, `file:path`, or the text itself, which other users of the machine may see
 * while the command runs.
 */
export function secretFrom(source: string, env: Environment): string {
  const [, from, name = ''] = /^(env|file):(.+)$/s.exec(source) ?? [];
  if (from === undefined) return source;
  const value = from === 'env' ? env[name]?.trim() : fileContent(name);
  if (value) return value;
  throw new CliError({
    title: 'Secret missing',
    detail: from === 'env' ? `the variable ${name} is not set` : `the file ${name} is empty`,
    code: 'SECRET_MISSING',
  });
}

function fileContent(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new CliError({
      title: 'File not readable',
      detail: `${path} cannot be read (${code}); check path and rights`,
      code: 'FILE_UNREADABLE',
    });
  }
}
