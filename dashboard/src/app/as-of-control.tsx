import { ActionIcon } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useAsOf } from '../url/as-of';
import { onDemand } from './on-demand';

const Opened = onDemand(() => import('./as-of-opened'));

/** Shows everything as it was known at an instant in the past. */
export function AsOfControl() {
  const asOf = useAsOf();
  return (
    <Opened tip="Show the past: as of…">
      <ActionIcon
        variant={asOf === undefined ? 'subtle' : 'filled'}
        color={asOf === undefined ? 'gray' : 'yellow'}
        aria-label="Show the past: as of"
        aria-pressed={asOf !== undefined}
        aria-haspopup="dialog"
      >
        <IconHistory size={17} stroke={1.6} />
      </ActionIcon>
    </Opened>
  );
}
