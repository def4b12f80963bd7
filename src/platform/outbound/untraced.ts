/** Marks a request whose address is a secret, so that no span is made of it: a span would tell the address. */
export const untraced = Symbol('untraced');

/** Whether the options of a request bear that mark. */
export const isUntraced = (options: object) => untraced in options;
