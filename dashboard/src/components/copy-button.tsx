import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-button.module.css';

/** Copies a text; says that it did. Light: a table has hundreds of them. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const { copied, copy } = useClipboard({ timeout: 1_500 });
  const words = copied ? 'Copied' : label;
  return (
    <button type="button" className={classes['button']} onClick={() => copy(text)} aria-label={words} title={words}>
      {copied ? <IconCheck size={14} color="var(--ok)" aria-hidden /> : <IconCopy size={14} aria-hidden />}
    </button>
  );
}

/** An id, shortened where it is long, with a button that copies it whole. */
export function CopyableId({ id, length = 12 }: { id: string; length?: number }) {
  return (
    <span className={classes['id']}>
      <span className="mono" title={id}>
        {id.length > length + 1 ? `${id.slice(0, length)}…` : id}
      </span>
      <CopyButton text={id} label="Copy the id" />
    </span>
  );
}
