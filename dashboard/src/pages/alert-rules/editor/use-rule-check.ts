import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiProblem, refusalOf } from '../../../api/api-problem';
import { checkRule, type CheckedRule } from '../check-rule';
import { draftOf, type RuleForm } from './rule-form';

const TYPING_MS = 350;

export interface RuleCheck {
  /** What the rule comes to; the last that could be read while it cannot be just now. */
  readonly checked: CheckedRule | undefined;
  /** Why it would be refused as it stands. */
  readonly problem: Error | undefined;
  /** Whether the service has refused it: saving it would be in vain. */
  readonly refused: boolean;
  readonly checking: boolean;
  /** Whether nothing is written yet that could be checked. */
  readonly blank: boolean;
}

/** Checks a rule while it is typed; saves nothing. */
export function useRuleCheck(form: RuleForm): RuleCheck {
  const [settled] = useDebouncedValue(form, TYPING_MS);
  // Its name is asked for when it is saved; before that it only hides other faults.
  const draft = { ...draftOf(settled), name: 'draft' };
  const blank = isBlank(settled);
  const check = useQuery({
    queryKey: ['rule-check', draft],
    queryFn: ({ signal }) => checkRule(draft, signal),
    placeholderData: keepPreviousData,
    enabled: !blank,
    staleTime: 30_000,
  });
  const [lastRight, remember] = useState<CheckedRule>();
  if (check.data?.valid && check.data !== lastRight) remember(check.data);
  const faulty = check.data?.valid === false ? check.data.problems : undefined;
  const refusal = useMemo(() => faulty && refusalOf(faulty), [faulty]);
  return {
    checked: blank ? undefined : lastRight,
    problem: blank ? undefined : (check.error ?? refusal),
    refused: !blank && refusal !== undefined,
    checking: check.isFetching || settled !== form,
    blank,
  };
}

function isBlank({ kind, condition, threshold, rate, absence }: RuleForm): boolean {
  const text = { promql: condition, threshold: threshold.expression, rate: rate.selector, absence: absence.selector };
  return text[kind].trim() === '';
}

/** The fault of a field with the caret under its place; the fault of saving it comes first. */
export function faultWithCaret(problem: Error | undefined, field: string) {
  if (!(problem instanceof ApiProblem)) return undefined;
  const fault = problem.errors.find((error) => error.field === field);
  return fault && { message: fault.message, excerpt: problem.places.find((place) => place.field === field)?.excerpt };
}
