import { z } from 'zod';

export const signInRequest = z.strictObject({ key: z.string().min(1).max(512).describe('An API key.') });
