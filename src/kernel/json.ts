/** A value that survives `JSON.parse(JSON.stringify(v))` unchanged: what events may carry. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
