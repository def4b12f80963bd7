import { ApiProblem } from '../../api/api-problem';
import { explainError } from '../../api/problem-words';
import type { Remark } from './remark-list';

/** Why a rule or a file was refused, field by field. */
export function faultsIn(error: Error): Remark[] {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return [{ field: '', message: explainError(error) }];
  return error.errors.map(({ field, message }) => ({
    field,
    message,
    excerpt: error.places.find((place) => place.field === field)?.excerpt,
  }));
}

/** What is saved but hardly meant. */
export function doubtsIn(
  warnings: readonly { field: string; message: string; at: { excerpt: string } | null }[],
): Remark[] {
  return warnings.map(({ field, message, at }) => ({ field, message, excerpt: at?.excerpt }));
}
