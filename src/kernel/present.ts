/** An object without its undefined members. */
export type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> } & {};

/** Leaves out what is undefined, so that an event holds what is known and nothing else. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}
