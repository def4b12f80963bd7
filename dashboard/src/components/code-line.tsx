import { Group } from '@mantine/core';
import classes from './code-line.module.css';
import { CopyButton } from './copy-button';

/** A command to copy into a terminal. */
export function CodeLine({ code }: { code: string }) {
  return (
    <Group gap={4} wrap="nowrap" className={classes['line']}>
      <code className={classes['code']}>{code}</code>
      <CopyButton text={code} label="Copy the command" />
    </Group>
  );
}
