/** Colour means state, and nothing else does. `quiet` is for what neither is well nor ill. */
export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'quiet';

/** The colour of a tone, dark and light alike: `toneColour('bad')`. Readable as text on every surface. */
export const toneColour = (tone: Tone) => `var(--${tone})`;
