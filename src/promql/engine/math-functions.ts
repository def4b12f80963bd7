/** Functions of one number, applied to every element; by their names in PromQL. */
export const mathFunctions: ReadonlyMap<string, (value: number) => number> = new Map(
  Object.entries({
    abs: Math.abs,
    ceil: Math.ceil,
    floor: Math.floor,
    exp: Math.exp,
    ln: Math.log,
    log2: Math.log2,
    log10: Math.log10,
    sqrt: Math.sqrt,
    sgn: Math.sign,
    acos: Math.acos,
    acosh: Math.acosh,
    asin: Math.asin,
    asinh: Math.asinh,
    atan: Math.atan,
    atanh: Math.atanh,
    cos: Math.cos,
    cosh: Math.cosh,
    sin: Math.sin,
    sinh: Math.sinh,
    tan: Math.tan,
    tanh: Math.tanh,
    deg: (value: number) => (value * 180) / Math.PI,
    rad: (value: number) => (value * Math.PI) / 180,
  }),
);

/** To the nearest multiple; halves go up. */
export function roundTo(value: number, nearest: number): number {
  // By the inverse, as Prometheus does: fewer surprises with steps like 0.1.
  const inverse = 1 / nearest;
  return Math.floor(value * inverse + 0.5) / inverse;
}

/** The value held within bounds; `undefined` where there is nothing between them. */
export function clamped(value: number, low: number, high: number): number | undefined {
  return high < low ? undefined : greater(low, lesser(high, value));
}

// An infinity wins over NaN here, other than with Math.min and Math.max.
function lesser(a: number, b: number): number {
  return a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.min(a, b);
}

function greater(a: number, b: number): number {
  return a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(a, b);
}
