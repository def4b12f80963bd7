import { Stack, TextInput } from '@mantine/core';
import { ApiProblem } from '../../../api/api-problem';
import { faultOf } from '../../../api/problem-words';
import { PairsField } from './pairs-field';
import type { RuleForm } from './rule-form';

interface TextFieldsProps {
  readonly form: RuleForm;
  readonly onChange: (change: Partial<RuleForm>) => void;
  readonly problem: Error | undefined;
}

/** What people read, and where it says what to do. */
export function TextFields({ form, onChange, problem }: TextFieldsProps) {
  return (
    <Stack gap="sm">
      <PairsField
        label="Annotations"
        one="annotation"
        description={
          <>
            Texts for people. Templates: <code>{'{{ $labels.queue }} holds {{ $value | humanize }}'}</code>
          </>
        }
        names={['summary', 'description']}
        pairs={form.annotations}
        onChange={(annotations) => onChange({ annotations })}
        error={faultUnder(problem, 'annotations')}
      />
      <PairsField
        label="Labels"
        one="label"
        description="Added to those of the alert, for routes and silences. Never the value."
        names={['team', 'service', 'environment']}
        pairs={form.labels}
        onChange={(labels) => onChange({ labels })}
        error={faultUnder(problem, 'labels')}
      />
      <TextInput
        label="Runbook"
        description="Where it says what to do: an address, or a path."
        placeholder="https://…"
        value={form.runbookUrl}
        onChange={(event) => onChange({ runbookUrl: event.currentTarget.value })}
        error={faultOf(problem, 'runbookUrl')}
      />
    </Stack>
  );
}

/** The fault of any entry, which the API names as `labels.team`. */
function faultUnder(problem: Error | undefined, field: string): string | undefined {
  if (!(problem instanceof ApiProblem)) return undefined;
  const fault = problem.errors.find((error) => error.field === field || error.field.startsWith(`${field}.`));
  return fault && (fault.field === field ? fault.message : `${fault.field.slice(field.length + 1)}: ${fault.message}`);
}
