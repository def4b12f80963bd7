/** An object without its undefined members. */
export type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> } & {};

/** Leaves out what is undefined, so that an event holds what is known and nothing else. Of own members only. */
export function present<T extends object>(value: T): Present<T> {
  const known: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) {
    if (value[name] !== undefined) known[name] = value[name];
  }
  return known as Present<T>;
}
