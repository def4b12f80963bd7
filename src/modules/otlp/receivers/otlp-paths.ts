const otlpPaths = /^\/v1\/(?:logs|traces|metrics)\/?(?:\?|$)/;

/** Is this address of a request one of OTLP? */
export const isOtlpPath = (url: string | undefined): boolean => otlpPaths.test(url ?? '');
