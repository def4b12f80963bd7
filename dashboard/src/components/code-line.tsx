import { Group } from '@mantine/core';
import classes from './code-line.module.css';
import { CopyButton } from './copy-button';

/** A command to copy into a terminal. */
export function CodeLine({ code }: { code: string }) {
  return (
    <Group gap={4} wrap="nowrap" className={classes['line']}>
      {/* It scrolls where it is long: keys have to reach it. */}
      <code className={classes['code']} tabIndex={0}>
        {code}
      </code>
      <CopyButton text={code} label="Copy the command" />
    </Group>
  );
}
