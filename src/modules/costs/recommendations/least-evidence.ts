/*
 * Below these nothing is recommended. They are all here, each with its reason, so that they can be judged together.
 */

/** Dollars in 30 days: whoever changes how a fleet works for less than one has lost money. */
export const LEAST_SAVING = 1;

/** Runs of a type and model. With fewer, Wilson's interval of the success rate is wider than 40 points. */
export const FEWEST_RUNS = 20;

/** How much worse another model may succeed at the lower end of its interval, before it is no alternative. */
export const MOST_SUCCESS_LOST = 0.15;

/** Calls of a model and agent type whose cache rates are compared: what is cached settles after some tens of calls. */
export const FEWEST_CALLS = 100;

/** Difference of cache rates that is no accident of what was asked. */
export const LEAST_CACHE_GAP = 0.2;

/** Input tokens per call below which providers cache little or nothing; the usual least is 1,024. */
export const LEAST_CACHEABLE_INPUT = 2_000;

/** Failed runs of one kind of error. One or two are bad luck. */
export const FEWEST_FAILED_RUNS = 5;

/** So many times the median of its type and model is no ordinary spread: of log-normal costs with a sigma of 1, one in twenty. */
export const LOOPING_FACTOR = 5;

/** Runs beyond it. A single one may have had a single hard task. */
export const FEWEST_LOOPING_RUNS = 3;

/** So many times the median is much input for a call. */
export const OVERSIZED_FACTOR = 4;

/** Input tokens from which a call is long: the smallest context of current models, and the first step of prices. */
export const LONG_INPUT = 128_000;

/** Part of the calls of a type and model that are long, from which it is a habit. */
export const LEAST_LONG_SHARE = 0.2;

/** Failed calls that were followed by another. */
export const FEWEST_RETRIES = 20;

/** What is believed to be avoidable of money that bought nothing: nobody has measured it, so the range is wide. */
export const AVOIDABLE = { low: 0.25, expected: 0.5, high: 1 } as const;
