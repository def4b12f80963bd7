import { Autocomplete } from '@mantine/core';
import { useState } from 'react';

export interface SuggestFilterProps {
  readonly label: string;
  readonly suggestions: readonly string[];
  readonly value: string;
  /** Whether the API would take what was typed. */
  readonly accepts?: ((text: string) => boolean) | undefined;
  /** What is wrong with what it does not accept. */
  readonly hint?: string | undefined;
  readonly width?: number | undefined;
  readonly onChange: (text: string) => void;
}

/** One text with suggestions, of which any may be typed; it holds on Enter, on leaving, and when one is picked. */
export function SuggestFilter({
  label,
  suggestions,
  value,
  accepts = () => true,
  hint,
  width = 200,
  onChange,
}: SuggestFilterProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // The address may change without this field: by "back", by "clear", by a link.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const fits = text === '' || accepts(text);
  const settle = (next: string) => {
    if (next !== value && (next === '' || accepts(next))) onChange(next);
  };
  return (
    <Autocomplete
      aria-label={label}
      placeholder={label}
      w={width}
      limit={50}
      clearable
      data={[...new Set(suggestions)]}
      value={text}
      error={fits ? undefined : hint}
      onChange={(next) => {
        setText(next);
        if (next === '') settle(next);
      }}
      onOptionSubmit={settle}
      onBlur={() => settle(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle(text);
      }}
    />
  );
}
