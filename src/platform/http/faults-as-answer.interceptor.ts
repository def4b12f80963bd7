import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable, of } from 'rxjs';
import { DomainError, type FieldProblem } from '../../kernel/domain-error.js';

/** Where in the text of a field: line and column from 1, and the line with a caret below it. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/** Instead of a refusal. */
interface FaultyAnswer {
  readonly valid: false;
  readonly problems: readonly (FieldProblem & { readonly at: Place | null })[];
}

/**
 * For what is asked while somebody types: a faulty text is then no error of the request. What would be refused for its
 * fields is answered with status 200 as `{valid: false, problems}`; what is right says `valid: true`.
 */
@Injectable()
export class FaultsAsAnswer implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown): Observable<FaultyAnswer> => {
        if (!(error instanceof DomainError) || error.fault !== 'invalid' || error.fields.length === 0) throw error;
        // A fault of the whole body means that something else was sent than what was typed.
        if (error.fields.some(({ field }) => field === '$')) throw error;
        return of({ valid: false, problems: problemsOf(error) });
      }),
    );
  }
}

function problemsOf({ fields, details }: DomainError): FaultyAnswer['problems'] {
  const places = [...((details['places'] ?? []) as readonly (Place & { readonly field: string })[])];
  return fields.map(({ field, message }) => {
    // Of several faults of a field each has a place of its own, in the same order.
    const index = places.findIndex((place) => place.field === field);
    const [place] = index < 0 ? [] : places.splice(index, 1);
    if (place === undefined) return { field, message, at: null };
    const { line, column, excerpt } = place;
    return { field, message, at: { line, column, excerpt } };
  });
}
