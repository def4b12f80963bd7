import { Box } from '@mantine/core';
import classes from './json-view.module.css';
import { CopyButton } from './copy-button';

/** Any JSON, readable and ready to copy. */
export function JsonView({ value, maxHeight = 480 }: { value: unknown; maxHeight?: number }) {
  const text = JSON.stringify(value, null, 2) ?? 'undefined';
  return (
    <Box className={classes['frame']}>
      <Box className={classes['copy']}>
        <CopyButton text={text} label="Copy the JSON" />
      </Box>
      <pre className={classes['json']} style={{ maxHeight }} tabIndex={0}>
        {partsOf(text).map(({ kind, part }, index) => (
          <span key={index} data-kind={kind}>
            {part}
          </span>
        ))}
      </pre>
    </Box>
  );
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Keys, texts and the rest, so that the eye finds them. */
function partsOf(text: string): { kind: 'key' | 'text' | 'value' | undefined; part: string }[] {
  const parts: { kind: 'key' | 'text' | 'value' | undefined; part: string }[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) parts.push({ kind: undefined, part: text.slice(end, match.index) });
    const kind = match[1] === undefined ? 'value' : match[2] === undefined ? 'text' : 'key';
    parts.push({ kind, part: match[0] });
    end = match.index + match[0].length;
  }
  parts.push({ kind: undefined, part: text.slice(end) });
  return parts;
}
