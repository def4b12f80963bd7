import type { FieldProblem } from './domain-error.js';

/** What zod and every other Standard Schema say of a fault. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Issues of a schema, each with the field it is about (`data.inputTokens`; the whole value is `$`). */
export function fieldProblems(issues: readonly SchemaIssue[]): readonly FieldProblem[] {
  return issues.map((issue) => ({
    field:
      issue.path && issue.path.length > 0
        ? issue.path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
        : '$',
    message: issue.message,
  }));
}
