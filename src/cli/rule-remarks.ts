import { answered } from './api-access.js';
import { CliError } from './cli-error.js';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';

interface Place {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

interface Remark {
  readonly field: string;
  readonly message: string;
  readonly at: Place | null;
}

/** Warnings about a rule that was taken all the same, each with its place in the text. */
export function showWarnings(terminal: Pick<Terminal, 'err'>, warnings: readonly Remark[]): void {
  for (const { field, message, at } of warnings) {
    terminal.err(`warning: ${safeText(field)}: ${safeText(message)}\n`);
    if (at !== null) terminal.err(indented(at.excerpt));
  }
}

/** What the API answers about a rule; of a refusal, the places are shown as texts with a caret below. */
export async function answeredWithPlaces<T>(
  terminal: Pick<Terminal, 'err'>,
  json: boolean,
  call: Parameters<typeof answered<T>>[0],
): Promise<NonNullable<T>> {
  try {
    return await answered(call);
  } catch (error) {
    throw withPlacesShown(terminal, json, error);
  }
}

/** The same refusal after its places were shown, where it has any. */
export function withPlacesShown(terminal: Pick<Terminal, 'err'>, json: boolean, error: unknown): unknown {
  if (json || !(error instanceof CliError) || !Array.isArray(error.problem['places'])) return error;
  const { places, ...problem } = error.problem;
  for (const { field, excerpt } of places as readonly (Place & { readonly field: string })[]) {
    terminal.err(`${safeText(field)}:\n${indented(excerpt)}`);
  }
  return new CliError(problem, error.waysOut);
}

function indented(excerpt: string): string {
  return excerpt
    .split('\n')
    .map((line) => `    ${safeText(line.replaceAll('\t', ' '))}\n`)
    .join('');
}
