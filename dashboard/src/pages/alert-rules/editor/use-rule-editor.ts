import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useApiMutation } from '../../../api/use-api-mutation';
import type { Rule } from '../rule-state';
import { draftOf, formOf, type RuleForm } from './rule-form';

interface RuleEditorInput {
  /** What the form begins with. */
  readonly initial: RuleForm;
  /** The rule as it is saved now; undefined for a new one. */
  readonly saved?: Rule | undefined;
  readonly onSaved?: ((id: string) => void) | undefined;
}

/**
 * The form of a rule and its saving. A change holds only of the revision that the form began with: when somebody else
 * has saved meanwhile, `theirs` is what they saved. A form that nobody has touched takes it over by itself.
 */
export function useRuleEditor({ initial, saved, onSaved }: RuleEditorInput) {
  const create = useApiMutation('post', '/api/alerts/rules');
  const change = useApiMutation('put', '/api/alerts/rules/{idOrName}');
  const { sending, error, reset } = saved ? change : create;
  const [base, setBase] = useState(saved);
  const [form, setForm] = useState(initial);
  const [begun, setBegun] = useState(initial);
  const dirty = form !== begun && asText(form) !== asText(begun);
  const newer = saved && base && BigInt(saved.revision) > BigInt(base.revision) ? saved : undefined;
  const begin = (rule: Rule) => {
    setBase(rule);
    setForm(formOf(rule));
    setBegun(formOf(rule));
    reset();
  };
  if (newer && !dirty) begin(newer);

  const save = async () => {
    const body = draftOf(form);
    const answer = await (
      base ? change.send({ path: { idOrName: base.id }, body, ifMatch: base.revision }) : create.send({ body })
    ).catch(() => undefined);
    if (!answer) return;
    if (base) begin({ ...base, ...answer });
    else setBegun(form);
    notifications.show({
      message: base ? `${answer.name} saved` : `${answer.name} made`,
      color: 'green',
      autoClose: 4_000,
    });
    onSaved?.(answer.id);
  };

  return {
    form,
    dirty,
    save,
    saving: sending,
    error,
    theirs: newer,
    set: (part: Partial<RuleForm>) => {
      setForm((before) => ({ ...before, ...part }));
      if (error) reset();
    },
    undo: () => {
      setForm(begun);
      reset();
    },
    takeTheirs: () => newer && begin(newer),
    /** The next save is of their revision: it replaces what they wrote. */
    keepMine: () => {
      setBase(newer ?? base);
      reset();
    },
  };
}

const asText = (form: RuleForm) => JSON.stringify(draftOf(form));
