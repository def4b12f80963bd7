import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { type SchemaIssue, fieldProblems } from '../../kernel/field-problems.js';

/** A refusal that names every faulty field at once. */
export function validationError(issues: readonly SchemaIssue[]): DomainError {
  const fields = fieldProblems(issues);
  const shown = fields
    .slice(0, 3)
    .map(({ field, message }) => `${field}: ${message}`)
    .join('; ');
  const more = fields.length > 3 ? ` (and ${fields.length - 3} more)` : '';
  return new DomainError('VALIDATION_FAILED', `${shown}${more}`, { fault: 'invalid', fields });
}

/** Applies the schema given to `@Body({ schema })`, `@Query({ schema })` or `@Param(…)`. */
export const validationPipe = () => new StandardSchemaValidationPipe({ exceptionFactory: validationError });
