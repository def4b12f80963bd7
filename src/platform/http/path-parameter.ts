import { z } from 'zod';

/** A part of the path, checked by a schema whose problems then name it (`id`) instead of `$`. */
export function pathParameter(name: string, schema: z.ZodType<string, string>) {
  return z.string().transform((text, context) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message, path: [name] });
    return z.NEVER;
  });
}
