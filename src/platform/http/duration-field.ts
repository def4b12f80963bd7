import { z } from 'zod';
import { parseDuration } from '../../kernel/duration-text.js';

/** A span of time in a body, as text; `parseDuration` reads it. */
export const durationField = z
  .string()
  .max(40)
  .refine((text) => parseDuration(text) !== undefined, 'must be a span of time such as 90s, 2h or 1d12h')
  .describe('A span of time: 90s, 2h, 1d12h.');
