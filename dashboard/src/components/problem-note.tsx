import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { explainError } from '../api/problem-words';

/** Why what was sent was refused; above the buttons of a form. */
export function ProblemNote({ error }: { error: Error | undefined }) {
  if (!error) return null;
  return (
    <Alert color="red" variant="light" p="xs" role="alert" icon={<IconAlertTriangle size={16} />}>
      {explainError(error)}
    </Alert>
  );
}
