import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError, type FieldProblem } from '../../kernel/domain-error.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Issues of a schema, each with the field it is about (`data.inputTokens`; the whole value is `$`). */
export function fieldProblems(issues: readonly Issue[]): readonly FieldProblem[] {
  return issues.map((issue) => ({
    field:
      issue.path && issue.path.length > 0
        ? issue.path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
        : '$',
    message: issue.message,
  }));
}

/** A refusal that names every faulty field at once. */
export function validationError(issues: readonly Issue[]): DomainError {
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
