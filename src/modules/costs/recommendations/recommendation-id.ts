import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Finding } from './finding.js';

const DIGITS = 12;

/** The same for the same kind and scope, whatever the numbers are. */
export function recommendationId({ kind, scope }: Pick<Finding, 'kind' | 'scope'>): string {
  const digest = createHash('sha256').update(canonicalJson({ kind, scope })).digest('hex');
  return `${kind.replaceAll('_', '-')}-${digest.slice(0, DIGITS)}`;
}
