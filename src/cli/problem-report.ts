import type { CliError } from './cli-error.js';
import { safeText } from './safe-text.js';

/** A problem for people: what and why, each faulty field, what to do, and what to quote when asking for help. */
export function problemReport({ problem, waysOut }: CliError): string {
  const { title, detail, code, errors = [], traceId } = problem;
  const reference = traceId === undefined ? code : `${code}, trace ${traceId}`;
  return [
    `error: ${title}: ${detail}`,
    ...errors.map(({ field, message }) => `  ${field}: ${message}`),
    ...waysOut.map((hint) => `  ${hint}`),
    `  (${reference})`,
  ]
    .map((line) => `${safeText(line)}\n`)
    .join('');
}
