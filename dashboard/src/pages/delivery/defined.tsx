import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** What a number means, in the words of the answer itself, while it is pointed at or has the focus. */
export function Defined({ definition, children }: { definition: string | undefined; children: ReactElement }) {
  return (
    <Tooltip label={definition ?? 'Loading…'} multiline w={320} events={{ hover: true, focus: true, touch: false }}>
      {children}
    </Tooltip>
  );
}
