import { readParameters } from './generated/read-parameters';

const parametersOf: Readonly<Record<string, readonly string[]>> = readParameters;

/** Whether this read can be of an instant in the past. */
export const acceptsAsOf = (path: string) => parametersOf[path]?.includes('asOf') ?? false;

/** Whether this read can wait for a write. */
export const acceptsMinPosition = (path: string) => parametersOf[path]?.includes('minPosition') ?? false;
