/** Makes the compiler prove that a switch covers its union. Throws when reached at run time. */
export function exhaustive(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
