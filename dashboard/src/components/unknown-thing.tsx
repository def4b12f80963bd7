import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem';
import { useAsOf } from '../url/as-of';
import { EmptyState } from './empty-state';

export interface UnknownThingProps {
  /** As in "There is no such agent". */
  readonly what: string;
  /** Where all of them are, and what that is called: "All agents". */
  readonly to: LinkProps['to'];
  readonly all: string;
}

/** Whether the API knows nothing of that id. Asking again does not help. */
export const isUnknown = (error: Error | undefined) => error instanceof ApiProblem && error.status === 404;

/** An id that nothing has, and the way to what there is. */
export function UnknownThing({ what, to, all }: UnknownThingProps) {
  const past = useAsOf() !== undefined;
  return (
    <EmptyState
      icon={<IconCompass size={28} />}
      title={past ? `No such ${what} was known then` : `There is no such ${what}`}
      action={
        <Button component={Link} to={to}>
          {all}
        </Button>
      }
    >
      {past
        ? 'It may have come later. Go back to now to see it.'
        : 'Its id may have been cut off when it was copied, or it is kept no longer.'}
    </EmptyState>
  );
}
