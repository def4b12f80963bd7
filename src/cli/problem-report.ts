import type { CliError, Problem } from './cli-error.js';
import { safeText } from './safe-text.js';

/** Members of every problem; the rest is what this one tells besides. */
const COMMON = new Set(['type', 'title', 'status', 'code', 'detail', 'errors', 'instance', 'traceId']);

/** A problem for people: what and why, each faulty field, what to do, and what to quote when asking for help. */
export function problemReport({ problem, waysOut }: CliError): string {
  const { title, detail, code, errors = [], traceId } = problem;
  const reference = traceId === undefined ? code : `${code}, trace ${traceId}`;
  return [
    `error: ${title}: ${detail}`,
    // What the service has put into the detail already is not said again.
    ...errors
      .map(({ field, message }) => `${field}: ${message}`)
      .filter((line) => !detail?.includes(line))
      .map((line) => `  ${line}`),
    ...extensionsOf(problem).map((line) => `  ${line}`),
    ...waysOut.map((hint) => `  ${hint}`),
    `  (${reference})`,
  ]
    .map((line) => `${safeText(line)}\n`)
    .join('');
}

/** `known: agents, api-keys` */
function extensionsOf(problem: Problem): string[] {
  return Object.entries(problem)
    .filter(([name]) => !COMMON.has(name))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.map(plain).join(', ') : plain(value)}`);
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
